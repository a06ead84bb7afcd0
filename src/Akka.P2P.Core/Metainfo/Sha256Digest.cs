namespace Akka.P2P.Core.Metainfo;

using System.Runtime.InteropServices;
using System.Security.Cryptography;

/// <summary>32 bytes of SHA-256, held inline; the default value is the zero leaf of BEP 52.</summary>
public readonly record struct Sha256Digest
{
    /// <summary>Bytes of a digest.</summary>
    public const int Size = 32;

    private readonly ulong _a;
    private readonly ulong _b;
    private readonly ulong _c;
    private readonly ulong _d;

    /// <exception cref="ArgumentException"><paramref name="bytes"/> are not 32.</exception>
    public Sha256Digest(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
            throw new ArgumentException($"A SHA-256 digest is {Size} bytes, not {bytes.Length}.", nameof(bytes));
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        _a = words[0];
        _b = words[1];
        _c = words[2];
        _d = words[3];
    }

    public static Sha256Digest Of(ReadOnlySpan<byte> data)
    {
        Span<byte> digest = stackalloc byte[Size];
        SHA256.HashData(data, digest);
        return new Sha256Digest(digest);
    }

    /// <summary>The digest of two digests one after the other.</summary>
    public static Sha256Digest OfPair(Sha256Digest left, Sha256Digest right)
    {
        Span<byte> pair = stackalloc byte[2 * Size];
        left.CopyTo(pair);
        right.CopyTo(pair[Size..]);
        return Of(pair);
    }

    /// <exception cref="ArgumentException">There is no room for 32 bytes.</exception>
    public void CopyTo(Span<byte> destination)
    {
        if (destination.Length < Size)
            throw new ArgumentException($"A digest needs {Size} bytes of room.", nameof(destination));
        // The words hold the bytes as they lie in memory, on any machine.
        MemoryMarshal.Write(destination, in _a);
        MemoryMarshal.Write(destination[8..], in _b);
        MemoryMarshal.Write(destination[16..], in _c);
        MemoryMarshal.Write(destination[24..], in _d);
    }

    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    public override string ToString() => Convert.ToHexStringLower(ToArray());
}
