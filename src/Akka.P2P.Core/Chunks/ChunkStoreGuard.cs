namespace Akka.P2P.Core.Chunks;

using Akka.P2P.Core.Identity;

/// <summary>The argument checks that every <see cref="IChunkStore"/> makes before it touches anything.</summary>
public static class ChunkStoreGuard
{
    /// <exception cref="ArgumentOutOfRangeException">The range leaves the chunk, or the chunk the grid.</exception>
    public static void CheckRange(ChunkGrid grid, ChunkIndex chunk, int offset, int length)
    {
        ArgumentNullException.ThrowIfNull(grid);
        var whole = grid.LengthOf(chunk);
        if (offset < 0 || (long)offset + length > whole)
            throw new ArgumentOutOfRangeException(nameof(offset), offset, $"{length} bytes from there leave chunk {chunk} of {whole} bytes.");
    }

    /// <exception cref="ArgumentException">The parts are not exactly as long as the chunk.</exception>
    public static void CheckParts(ChunkGrid grid, ChunkIndex chunk, IReadOnlyList<ReadOnlyMemory<byte>> parts)
    {
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentNullException.ThrowIfNull(parts);
        var total = 0L;
        for (var i = 0; i < parts.Count; i++)
            total += parts[i].Length;
        var whole = grid.LengthOf(chunk);
        if (total != whole)
            throw new ArgumentException($"Chunk {chunk} has {whole} bytes, and the parts {total}.", nameof(parts));
    }
}
