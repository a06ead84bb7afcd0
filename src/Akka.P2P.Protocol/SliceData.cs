namespace Akka.P2P.Protocol;

using System.Buffers.Binary;
using Akka.P2P.Core.Identity;

/// <summary>
/// The bytes of one slice. It owns one array, the frame: a fixed header, then the payload. The seeder reads its disk straight into
/// the payload's place, and the serializer hands the same array on; at the other side the array that was received is kept as it is.
/// </summary>
/// <remarks>
/// Header, numbers little-endian: version (1 byte, 1), three zero bytes, torrent id (32), chunk (4), offset in the chunk (4),
/// attempt (8), length of the payload (4): <see cref="HeaderBytes"/> in all.
/// </remarks>
public sealed class SliceData : IWireMessage, IWithTorrent
{
    /// <summary>Bytes before the payload.</summary>
    public const int HeaderBytes = 56;

    private const byte FrameVersion = 1;
    private const int TorrentAt = 4;
    private const int ChunkAt = 36;
    private const int OffsetAt = 40;
    private const int AttemptAt = 44;
    private const int LengthAt = 52;

    private SliceData(byte[] frame)
    {
        Frame = frame;
        Torrent = new TorrentId(frame.AsSpan(TorrentAt, TorrentId.Size));
        Chunk = BinaryPrimitives.ReadInt32LittleEndian(frame.AsSpan(ChunkAt));
        Offset = BinaryPrimitives.ReadInt32LittleEndian(frame.AsSpan(OffsetAt));
        Attempt = BinaryPrimitives.ReadInt64LittleEndian(frame.AsSpan(AttemptAt));
    }

    public TorrentId Torrent { get; }

    /// <summary>As it stands on the wire: the receiver checks it.</summary>
    public int Chunk { get; }

    /// <summary>Bytes from the start of the chunk; unchecked as well.</summary>
    public int Offset { get; }

    public long Attempt { get; }

    public ReadOnlyMemory<byte> Payload => Frame.AsMemory(HeaderBytes);

    /// <summary>Header and payload; not to be changed once the message was sent.</summary>
    internal byte[] Frame { get; }

    /// <summary>
    /// A frame whose payload is still to be filled through <see cref="RoomIn"/>; then <see cref="FromFrame"/> makes it a message.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is not in 1…<see cref="WireLimits.SliceBytes"/>.</exception>
    public static byte[] NewFrame(TorrentId torrent, int chunk, int offset, long attempt, int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, WireLimits.SliceBytes);
        var frame = GC.AllocateUninitializedArray<byte>(HeaderBytes + length);
        frame[0] = FrameVersion;
        frame.AsSpan(1, TorrentAt - 1).Clear();
        torrent.CopyTo(frame.AsSpan(TorrentAt));
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(ChunkAt), chunk);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(OffsetAt), offset);
        BinaryPrimitives.WriteInt64LittleEndian(frame.AsSpan(AttemptAt), attempt);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(LengthAt), length);
        return frame;
    }

    /// <summary>The payload's place in a frame of <see cref="NewFrame"/>.</summary>
    public static Memory<byte> RoomIn(byte[] frame) => frame.AsMemory(HeaderBytes);

    /// <summary>Takes the array over. Null when it is no well-formed frame.</summary>
    public static SliceData? FromFrame(byte[] frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        if (frame.Length is <= HeaderBytes or > HeaderBytes + WireLimits.SliceBytes || frame[0] != FrameVersion
            || frame.AsSpan(1, TorrentAt - 1).ContainsAnyExcept((byte)0)
            || BinaryPrimitives.ReadInt32LittleEndian(frame.AsSpan(LengthAt)) != frame.Length - HeaderBytes)
            return null;
        return new SliceData(frame);
    }

    /// <summary>As above, of bytes that are somewhere else: they are copied.</summary>
    public static SliceData Of(TorrentId torrent, int chunk, int offset, long attempt, ReadOnlySpan<byte> payload)
    {
        var frame = NewFrame(torrent, chunk, offset, attempt, payload.Length);
        payload.CopyTo(frame.AsSpan(HeaderBytes));
        return new SliceData(frame);
    }

    // Bytes are never written to a log.
    public override string ToString() => $"SliceData {{ {Torrent.ShortText}, chunk {Chunk}, offset {Offset}, #{Attempt}, {Payload.Length} B }}";
}
