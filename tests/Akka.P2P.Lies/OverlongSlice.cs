namespace Akka.P2P.Lies;

using System.Buffers.Binary;
using Akka.Actor;
using Akka.P2P.Protocol;
using Akka.Serialization;

/// <summary>A slice with a byte more than a frame may have: no honest program can make one.</summary>
public sealed class OverlongSlice : ILocalMessage
{
    private const int LengthAt = SliceData.HeaderBytes - 4;

    public OverlongSlice(byte[] honestFrame)
    {
        ArgumentNullException.ThrowIfNull(honestFrame);
        Frame = [.. honestFrame, 0];
        BinaryPrimitives.WriteInt32LittleEndian(Frame.AsSpan(LengthAt), Frame.Length - SliceData.HeaderBytes);
    }

    public byte[] Frame { get; }
}

/// <summary>In the place of <see cref="SliceDataSerializer"/> it writes overlong slices as well.</summary>
public sealed class LyingSliceSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private readonly SliceDataSerializer _honest = new(system);

    public override int Identifier => SliceDataSerializer.SerializerId;

    public override byte[] ToBinary(object obj) => obj is OverlongSlice slice ? slice.Frame : _honest.ToBinary(obj);

    public override object FromBinary(byte[] bytes, string manifest) => _honest.FromBinary(bytes, manifest);

    public override string Manifest(object o) => o is OverlongSlice ? "S" : _honest.Manifest(o);
}
