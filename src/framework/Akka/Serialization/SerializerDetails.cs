namespace Akka.Serialization;

using System.Collections.Immutable;

/// <summary>A serializer that is registered by code, and what it serves.</summary>
public sealed class SerializerDetails
{
    private SerializerDetails(string alias, Serializer serializer, ImmutableHashSet<Type> useFor)
    {
        Alias = alias;
        Serializer = serializer;
        UseFor = useFor;
    }

    /// <summary>The name by which bindings in the configuration may refer to it.</summary>
    public string Alias { get; }

    /// <summary>The serializer.</summary>
    public Serializer Serializer { get; }

    /// <summary>The classes and interfaces that it serves.</summary>
    public ImmutableHashSet<Type> UseFor { get; }

    /// <summary>A registration.</summary>
    public static SerializerDetails Create(string alias, Serializer serializer, ImmutableHashSet<Type> useFor)
    {
        ArgumentException.ThrowIfNullOrEmpty(alias);
        ArgumentNullException.ThrowIfNull(serializer);
        ArgumentNullException.ThrowIfNull(useFor);
        return new SerializerDetails(alias, serializer, useFor);
    }
}
