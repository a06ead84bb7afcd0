namespace Akka.P2P.Core.Metainfo;

/// <summary>
/// The chunk length of a new torrent, a pure function of its size: the same content under the same name gets the same id
/// everywhere and for ever. Frozen by a test; changing it changes ids.
/// </summary>
public static class ChunkLengths
{
    /// <summary>256 KiB.</summary>
    public const int Smallest = 256 * 1024;

    /// <summary>16 MiB.</summary>
    public const int Largest = 16 * 1024 * 1024;

    /// <summary>The chunks that a torrent should not have more of, where the largest chunk allows it.</summary>
    public const int AimedCount = 2048;

    /// <summary>The smallest power of two from 256 KiB to 16 MiB that cuts so many bytes into at most 2048 chunks.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="totalBytes"/> is negative.</exception>
    public static int For(long totalBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(totalBytes);
        var length = Smallest;
        while (length < Largest && totalBytes > (long)length * AimedCount)
            length *= 2;
        return length;
    }
}
