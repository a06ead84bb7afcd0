namespace Akka.P2P.Core.Metainfo;

using System.Buffers;
using System.Numerics;

/// <summary>
/// The hash trees of BEP 52: leaves are SHA-256 of 16 KiB blocks, the last block at its real length; where the data ends, leaves
/// are 32 zero bytes. A level is counted from the leaves, which are level 0.
/// </summary>
public static class MerkleTree
{
    /// <summary>Bytes of a block: 16 KiB.</summary>
    public const int BlockLength = 16 * 1024;

    // ZeroNodes[n] is the node at level n over nothing but zero leaves. 2^40 leaves are 16 EiB.
    private static readonly Sha256Digest[] ZeroNodes = MakeZeroNodes(41);

    /// <summary>Blocks of so many bytes.</summary>
    public static long BlockCount(long length) => (length + BlockLength - 1) / BlockLength;

    /// <summary>The level at which one node covers a whole chunk of that length.</summary>
    public static int LevelOf(int chunkLength) => int.Log2(chunkLength / BlockLength);

    /// <summary>The node at that level with no data under it.</summary>
    public static Sha256Digest ZeroNode(int level) => ZeroNodes[level];

    /// <summary>
    /// Hashes neighbouring blocks; the data begins at a block's start, and its end is a block's end or the end of the file. Calls
    /// for different slices of a chunk may run at the same time.
    /// </summary>
    /// <returns>How many leaves were written.</returns>
    /// <exception cref="ArgumentException">There is no room for the leaves.</exception>
    public static int HashBlocks(ReadOnlySpan<byte> data, Span<Sha256Digest> leaves)
    {
        var count = (int)BlockCount(data.Length);
        if (leaves.Length < count)
            throw new ArgumentException($"{data.Length} bytes have {count} leaves, and there is room for {leaves.Length}.", nameof(leaves));
        for (var i = 0; i < count; i++)
            leaves[i] = Sha256Digest.Of(data.Slice(i * BlockLength, int.Min(BlockLength, data.Length - (i * BlockLength))));
        return count;
    }

    /// <summary>
    /// The node <paramref name="height"/> levels above the given neighbours at <paramref name="level"/>, as if nodes without data
    /// followed them up to 2^height.
    /// </summary>
    /// <exception cref="ArgumentException">The nodes are more than 2^height.</exception>
    public static Sha256Digest Root(ReadOnlySpan<Sha256Digest> nodes, int level, int height)
    {
        if (nodes.Length > 1L << height)
            throw new ArgumentException($"{nodes.Length} nodes do not fit under a tree of height {height}.", nameof(nodes));
        if (nodes.IsEmpty)
            return ZeroNode(level + height);
        if (height == 0)
            return nodes[0];

        var scratch = ArrayPool<Sha256Digest>.Shared.Rent((nodes.Length + 1) / 2);
        try
        {
            var current = nodes;
            for (var up = 0; up < height; up++)
            {
                var zero = ZeroNode(level + up);
                var parents = (current.Length + 1) / 2;
                for (var i = 0; i < parents; i++)
                    scratch[i] = Sha256Digest.OfPair(current[2 * i], (2 * i) + 1 < current.Length ? current[(2 * i) + 1] : zero);
                current = scratch.AsSpan(0, parents);
            }

            return current[0];
        }
        finally
        {
            ArrayPool<Sha256Digest>.Shared.Return(scratch);
        }
    }

    /// <summary>The root of a file of at most one chunk: its leaves are padded to the next power of two, not up to the chunk.</summary>
    public static Sha256Digest RootOfSmallFile(ReadOnlySpan<Sha256Digest> leaves) => Root(leaves, 0, HeightFor(leaves.Length));

    /// <summary>The node that covers one chunk of a file that has several.</summary>
    public static Sha256Digest RootOfChunk(ReadOnlySpan<Sha256Digest> leaves, int chunkLength) => Root(leaves, 0, LevelOf(chunkLength));

    /// <summary>The root of a file of several chunks, from the nodes that cover a chunk each: its piece layer.</summary>
    public static Sha256Digest RootOfLayer(ReadOnlySpan<Sha256Digest> layer, int chunkLength) =>
        Root(layer, LevelOf(chunkLength), HeightFor(layer.Length));

    /// <summary>Splits the bytes of a piece layer into its nodes.</summary>
    /// <exception cref="ArgumentException">The bytes are no multiple of 32.</exception>
    public static Sha256Digest[] ParseLayer(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length % Sha256Digest.Size != 0)
            throw new ArgumentException("A layer is a multiple of 32 bytes.", nameof(bytes));
        var layer = new Sha256Digest[bytes.Length / Sha256Digest.Size];
        for (var i = 0; i < layer.Length; i++)
            layer[i] = new Sha256Digest(bytes.Slice(i * Sha256Digest.Size, Sha256Digest.Size));
        return layer;
    }

    private static int HeightFor(int nodes) => nodes <= 1 ? 0 : BitOperations.Log2((uint)(nodes - 1)) + 1;

    private static Sha256Digest[] MakeZeroNodes(int levels)
    {
        var nodes = new Sha256Digest[levels];
        for (var i = 1; i < levels; i++)
            nodes[i] = Sha256Digest.OfPair(nodes[i - 1], nodes[i - 1]);
        return nodes;
    }
}
