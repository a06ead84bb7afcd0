namespace Akka.P2P.Core.Chunks;

using System.Diagnostics.CodeAnalysis;
using System.Numerics;

public sealed partial class Bitfield
{
    /// <summary>Bytes that a set over <paramref name="length"/> numbers takes.</summary>
    public static int ByteCount(int length) => (int)(((long)length + 7) / 8);

    /// <summary>
    /// Reads BitTorrent's form (BEP 3): number 0 is the highest bit of the first byte. False when the bytes are not exactly as many
    /// as the length wants, or when a spare bit at the end is set.
    /// </summary>
    public static bool TryFromBytes(ReadOnlySpan<byte> bytes, int length, [NotNullWhen(true)] out Bitfield? bitfield)
    {
        bitfield = null;
        if (length < 0 || bytes.Length != ByteCount(length))
            return false;
        if ((length & 7) != 0 && (bytes[^1] & (0xFF >> (length & 7))) != 0)
            return false;
        var read = new Bitfield(length);
        for (var i = 0; i < bytes.Length; i++)
            read._words[i >> 3] |= (ulong)Reverse(bytes[i]) << ((i & 7) * 8);
        foreach (var word in read._words)
            read.Count += BitOperations.PopCount(word);
        bitfield = read;
        return true;
    }

    /// <summary>As <see cref="TryFromBytes"/>.</summary>
    /// <exception cref="FormatException">The count of bytes is wrong, or a spare bit is set.</exception>
    public static Bitfield FromBytes(ReadOnlySpan<byte> bytes, int length) => TryFromBytes(bytes, length, out var bitfield)
        ? bitfield
        : throw new FormatException($"{bytes.Length} bytes are no bitfield over {length} chunks, or a spare bit of it is set.");

    /// <summary>BitTorrent's form: number 0 is the highest bit of the first byte, spare bits are 0.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[ByteCount(Length)];
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = Reverse((byte)(_words[i >> 3] >> ((i & 7) * 8)));
        return bytes;
    }

    private static byte Reverse(byte value)
    {
        var v = (uint)value;
        v = ((v & 0xF0) >> 4) | ((v & 0x0F) << 4);
        v = ((v & 0xCC) >> 2) | ((v & 0x33) << 2);
        v = ((v & 0xAA) >> 1) | ((v & 0x55) << 1);
        return (byte)v;
    }
}
