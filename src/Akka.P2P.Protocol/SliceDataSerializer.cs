namespace Akka.P2P.Protocol;

using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;

/// <summary>Writes a <see cref="SliceData"/> as its frame, without a copy on either side.</summary>
public sealed class SliceDataSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <summary>Of this serializer, on every node: 0 to 40 are Akka's, and 1001 was free.</summary>
    public const int SerializerId = 1001;

    private const string SliceManifest = "S";

    public override int Identifier => SerializerId;

    /// <exception cref="ArgumentException">Only slices are written here.</exception>
    public override byte[] ToBinary(object obj) => obj is SliceData slice
        ? slice.Frame
        : throw new ArgumentException($"{nameof(SliceDataSerializer)} writes slices, not {obj?.GetType().Name ?? "null"}.", nameof(obj));

    /// <exception cref="SerializationException">
    /// The manifest is not a slice's, or the bytes are no frame. Any other exception would end the connection.
    /// </exception>
    public override object FromBinary(byte[] bytes, string manifest)
    {
        if (manifest != SliceManifest)
            throw new SerializationException($"There is no '{manifest}' among the manifests of serializer {SerializerId}.");
        return (bytes is null ? null : SliceData.FromFrame(bytes))
            ?? throw new SerializationException("The bytes are no frame of a slice.");
    }

    /// <exception cref="ArgumentException">Only slices are written here.</exception>
    public override string Manifest(object o) => o is SliceData
        ? SliceManifest
        : throw new ArgumentException($"{nameof(SliceDataSerializer)} writes slices, not {o?.GetType().Name ?? "null"}.", nameof(o));
}
