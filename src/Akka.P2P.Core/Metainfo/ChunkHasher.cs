namespace Akka.P2P.Core.Metainfo;

using Akka.P2P.Core.Identity;

/// <summary>
/// Hashes one chunk as its slices arrive, in any order and from any threads at once, so that the verdict costs next to nothing
/// when the last one is in. One object an attempt.
/// </summary>
public sealed class ChunkHasher
{
    private readonly ChunkVerifier _verifier;
    private readonly Sha256Digest[] _leaves;
    private readonly int[] _done;
    private readonly int _length;
    private int _missing;

    public ChunkHasher(ChunkVerifier verifier, ChunkIndex chunk)
    {
        ArgumentNullException.ThrowIfNull(verifier);
        _verifier = verifier;
        Chunk = chunk;
        _length = verifier.Grid.LengthOf(chunk);
        _leaves = new Sha256Digest[verifier.LeafCount(chunk)];
        _done = new int[_leaves.Length];
        _missing = _leaves.Length;
    }

    public ChunkIndex Chunk { get; }

    /// <summary>True when every block has been hashed.</summary>
    public bool IsFull => Volatile.Read(ref _missing) == 0;

    /// <summary>
    /// Hashes a slice. It begins at a multiple of 16 KiB and ends at one, or at the chunk's end; a slice that was seen before is
    /// hashed again and counts once.
    /// </summary>
    /// <exception cref="ArgumentException">The slice is empty, leaves the chunk or is not aligned.</exception>
    public void Add(int offset, ReadOnlySpan<byte> slice)
    {
        if (offset < 0 || slice.IsEmpty || (long)offset + slice.Length > _length || offset % MerkleTree.BlockLength != 0
            || (slice.Length % MerkleTree.BlockLength != 0 && offset + slice.Length != _length))
            throw new ArgumentException($"{slice.Length} bytes at {offset} are no slice of whole blocks of chunk {Chunk}.", nameof(offset));
        var first = offset / MerkleTree.BlockLength;
        var count = MerkleTree.HashBlocks(slice, _leaves.AsSpan(first));
        for (var i = first; i < first + count; i++)
        {
            if (Interlocked.Exchange(ref _done[i], 1) == 0)
                Interlocked.Decrement(ref _missing);
        }
    }

    /// <summary>Whether the chunk is the one that the torrent wants.</summary>
    /// <exception cref="InvalidOperationException">Not every block has been hashed.</exception>
    public bool Verify() => IsFull
        ? _verifier.Verify(Chunk, _leaves)
        : throw new InvalidOperationException($"{_missing} blocks of chunk {Chunk} have not been hashed.");
}
