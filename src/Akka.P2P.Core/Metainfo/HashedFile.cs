namespace Akka.P2P.Core.Metainfo;

using System.Collections.Immutable;

/// <summary>A file that has been hashed, ready for <see cref="MetainfoBuilder"/>.</summary>
/// <param name="Path">Elements below the torrent's folder, or just the name of a bare file.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Root">Root of its tree; null exactly for an empty file.</param>
/// <param name="Layer">A hash a chunk; empty for a file of at most one chunk.</param>
public sealed record HashedFile(ImmutableArray<string> Path, long Length, Sha256Digest? Root, ImmutableArray<Sha256Digest> Layer)
{
    /// <summary>Whether its owner may run it; it is written as <c>attr</c> = <c>x</c> and changes the id.</summary>
    public bool IsExecutable { get; init; }

    /// <summary>
    /// From the nodes of the chunks: <see cref="MerkleTree.RootOfSmallFile"/> for the only chunk of a file,
    /// <see cref="MerkleTree.RootOfChunk"/> for each of several.
    /// </summary>
    /// <exception cref="ArgumentException">The nodes are not as many as the file has chunks.</exception>
    public static HashedFile FromChunks(ImmutableArray<string> path, long length, int chunkLength, ReadOnlySpan<Sha256Digest> chunks)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        var count = (length + chunkLength - 1) / chunkLength;
        if (chunks.Length != count)
            throw new ArgumentException($"{length} bytes are {count} chunks, not {chunks.Length}.", nameof(chunks));
        return count switch
        {
            0 => new HashedFile(path, 0, null, []),
            1 => new HashedFile(path, length, chunks[0], []),
            _ => new HashedFile(path, length, MerkleTree.RootOfLayer(chunks, chunkLength), [.. chunks]),
        };
    }

    /// <summary>Hashes content that is in memory, in one thread.</summary>
    public static HashedFile FromContent(ImmutableArray<string> path, ReadOnlySpan<byte> content, int chunkLength)
    {
        var chunks = new Sha256Digest[(content.Length + chunkLength - 1) / chunkLength];
        var leaves = new Sha256Digest[int.Min((int)MerkleTree.BlockCount(content.Length), chunkLength / MerkleTree.BlockLength)];
        for (var i = 0; i < chunks.Length; i++)
        {
            var chunk = content.Slice(i * chunkLength, int.Min(chunkLength, content.Length - (i * chunkLength)));
            var blocks = leaves.AsSpan(0, MerkleTree.HashBlocks(chunk, leaves));
            chunks[i] = chunks.Length == 1 ? MerkleTree.RootOfSmallFile(blocks) : MerkleTree.RootOfChunk(blocks, chunkLength);
        }

        return FromChunks(path, content.Length, chunkLength, chunks);
    }
}
