namespace Akka.P2P.Protocol;

using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

/// <summary>
/// Stands in the place of a serializer of Akka's that would construct whatever type a peer's message names. Nothing of ours is
/// written by those, so a message that asks for one is a stranger's, and there is no serializer of its number.
/// </summary>
public abstract class ClosedSerializer : Serializer
{
    protected ClosedSerializer(ExtendedActorSystem system)
        : base(system)
    {
    }

    public override bool IncludeManifest => false;

    /// <exception cref="SerializationException">Always.</exception>
    public override byte[] ToBinary(object obj) =>
        throw new SerializationException($"A {obj?.GetType().Name ?? "null"} is no message of this protocol: only wire messages leave the process.");

    /// <exception cref="SerializationException">Always.</exception>
    public override object FromBinary(byte[] bytes, Type type) =>
        throw new SerializationException("Only wire messages are read here.");
}

/// <summary>In the place of Akka's JSON (number 1), whose text names the types to make.</summary>
public sealed class ClosedJsonSerializer : ClosedSerializer
{
    public ClosedJsonSerializer(ExtendedActorSystem system)
        : base(system)
    {
    }

    /// <summary>Akka makes it by this one, since there are settings under the name that it takes over.</summary>
    public ClosedJsonSerializer(ExtendedActorSystem system, Config settings)
        : this(system) =>
        ArgumentNullException.ThrowIfNull(settings);

    public override int Identifier => 1002;
}

/// <summary>In the place of Akka's Protobuf (number 2), whose manifest names the type to make.</summary>
public sealed class ClosedProtobufSerializer : ClosedSerializer
{
    public ClosedProtobufSerializer(ExtendedActorSystem system)
        : base(system)
    {
    }

    /// <summary>For a version of Akka that has settings under the name that it takes over.</summary>
    public ClosedProtobufSerializer(ExtendedActorSystem system, Config settings)
        : this(system) =>
        ArgumentNullException.ThrowIfNull(settings);

    public override int Identifier => 1003;
}
