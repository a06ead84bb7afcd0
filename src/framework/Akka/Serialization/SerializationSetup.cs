namespace Akka.Serialization;

using System.Collections.Immutable;
using Akka.Actor;
using Akka.Actor.Setup;

/// <summary>Serializers that are registered by code; they win over those of the configuration.</summary>
public sealed class SerializationSetup : Setup
{
    private SerializationSetup(Func<ExtendedActorSystem, ImmutableHashSet<SerializerDetails>> createSerializers) =>
        CreateSerializers = createSerializers;

    /// <summary>Makes the serializers of a system.</summary>
    public Func<ExtendedActorSystem, ImmutableHashSet<SerializerDetails>> CreateSerializers { get; }

    /// <summary>A setup that makes a system's serializers when it starts.</summary>
    public static SerializationSetup Create(Func<ExtendedActorSystem, ImmutableHashSet<SerializerDetails>> createSerializers) => new(createSerializers);
}
