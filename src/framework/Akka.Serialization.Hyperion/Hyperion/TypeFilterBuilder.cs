namespace Hyperion;

using Hyperion.Internal;

/// <summary>Collects the types that may be read.</summary>
/// <remarks>
/// Primitives, tuples and the usual collections of types that may be read may be read as well, and so may references to actors.
/// Of a generic type either one construction is included, or the definition, for all type arguments that may be read.
/// </remarks>
public sealed class TypeFilterBuilder
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    private TypeFilterBuilder()
    {
    }

    /// <summary>A builder that allows nothing yet.</summary>
    public static TypeFilterBuilder Create() => new();

    /// <summary>Allows a type.</summary>
    public TypeFilterBuilder Include<T>() => Include(typeof(T));

    /// <summary>Allows a type.</summary>
    public TypeFilterBuilder Include(Type type)
    {
        _names.Add(TypeName.Of(type));
        return this;
    }

    /// <summary>The filter for what was included so far.</summary>
    public ITypeFilter Build() => new TypeFilter(_names);
}
