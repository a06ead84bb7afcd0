namespace Akka.Serialization;

using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Util;

/// <summary>Passes byte arrays through as they are, without a copy.</summary>
public class ByteArraySerializer : Serializer
{
    /// <summary>A serializer of that system.</summary>
    public ByteArraySerializer(ExtendedActorSystem system)
        : base(system)
    {
    }

    /// <inheritdoc/>
    public override bool IncludeManifest => false;

    /// <inheritdoc/>
    /// <exception cref="SerializationException">The message is something else than a byte array.</exception>
    public override byte[] ToBinary(object obj) => obj switch
    {
        null => null!,
        byte[] bytes => bytes,
        _ => throw new SerializationException($"{nameof(ByteArraySerializer)} serializes byte arrays only, not [{obj.GetType().TypeQualifiedName()}]."),
    };

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, Type type) => bytes;
}
