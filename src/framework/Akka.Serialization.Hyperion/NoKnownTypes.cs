namespace Akka.Serialization;

/// <summary>No type has a number.</summary>
internal sealed class NoKnownTypes : IKnownTypesProvider
{
    public IEnumerable<Type> GetKnownTypes() => [];
}
