namespace Akka.P2P.Core.Metainfo;

using System.Buffers;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Identity;

/// <summary>
/// Tells whether the bytes of a chunk are the ones that the torrent's id stands for. Has no state: any thread may call.
/// </summary>
public sealed class ChunkVerifier(Metainfo metainfo)
{
    public ChunkGrid Grid { get; } = metainfo.Grid;

    /// <summary>What the chunk's tree must lead to: the node of its file's piece layer, or the root of a file of one chunk.</summary>
    public Sha256Digest Expected(ChunkIndex chunk)
    {
        var place = Grid.Locate(chunk);
        var file = metainfo.Files[place.File];
        return IsWholeFile(file)
            ? file.PiecesRoot!.Value
            : metainfo.LayerOf(file).Span[chunk.Value - Grid.ChunksOf(place.File).First];
    }

    /// <summary>How many leaves the chunk has.</summary>
    public int LeafCount(ChunkIndex chunk) => (int)MerkleTree.BlockCount(Grid.LengthOf(chunk));

    /// <summary>Judges by the hashes of all the chunk's blocks, in their order.</summary>
    /// <exception cref="ArgumentException">The leaves are not as many as the chunk has.</exception>
    public bool Verify(ChunkIndex chunk, ReadOnlySpan<Sha256Digest> leaves)
    {
        if (leaves.Length != LeafCount(chunk))
            throw new ArgumentException($"Chunk {chunk} has {LeafCount(chunk)} blocks, not {leaves.Length}.", nameof(leaves));
        var root = IsWholeFile(metainfo.Files[Grid.Locate(chunk).File])
            ? MerkleTree.RootOfSmallFile(leaves)
            : MerkleTree.RootOfChunk(leaves, Grid.ChunkLength);
        return root == Expected(chunk);
    }

    /// <summary>Judges by the bytes; false as well when they are not as many as the chunk has.</summary>
    public bool VerifyContent(ChunkIndex chunk, ReadOnlySpan<byte> content)
    {
        if (content.Length != Grid.LengthOf(chunk))
            return false;
        var count = LeafCount(chunk);
        var leaves = ArrayPool<Sha256Digest>.Shared.Rent(count);
        try
        {
            MerkleTree.HashBlocks(content, leaves);
            return Verify(chunk, leaves.AsSpan(0, count));
        }
        finally
        {
            ArrayPool<Sha256Digest>.Shared.Return(leaves);
        }
    }

    private bool IsWholeFile(MetainfoFile file) => file.Length <= Grid.ChunkLength;
}
