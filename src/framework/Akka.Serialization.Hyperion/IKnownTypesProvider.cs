namespace Akka.Serialization;

/// <summary>Types that get a number instead of a name on the wire. All nodes need the same list in the same order. It permits nothing.</summary>
public interface IKnownTypesProvider
{
    /// <summary>The types, in order.</summary>
    IEnumerable<Type> GetKnownTypes();
}
