namespace Akka.P2P.Core.Chunks;

/// <summary>Where the bytes of a chunk lie. A chunk never spans files.</summary>
/// <param name="File">Number of the file within the torrent, from 0.</param>
/// <param name="Offset">Bytes from the start of that file.</param>
/// <param name="Length">Bytes of the chunk.</param>
public readonly record struct ChunkPlace(int File, long Offset, int Length);

/// <summary>A part of a chunk that travels in one message; both in bytes.</summary>
/// <param name="Offset">From the start of the chunk.</param>
public readonly record struct SlicePlace(int Offset, int Length)
{
    /// <summary>The first byte after the slice.</summary>
    public int End => Offset + Length;
}

/// <summary>Neighbouring chunks: the numbers from <paramref name="First"/> to before <paramref name="End"/>.</summary>
public readonly record struct ChunkRange(int First, int Count)
{
    public int End => First + Count;

    public bool Contains(Identity.ChunkIndex chunk) => chunk.Value >= First && chunk.Value < End;
}
