namespace Akka.P2P.Core.Chunks;

using Akka.P2P.Core.Identity;

/// <summary>
/// The bytes of one open torrent on this peer, read and kept by position. Any thread may call any member at any time; each chunk is
/// kept at most once (keeping it again is allowed and changes nothing). Every failure is a <see cref="ChunkStoreException"/>.
/// </summary>
public interface IChunkStore : IAsyncDisposable
{
    ChunkGrid Grid { get; }

    bool IsComplete { get; }

    /// <summary>A snapshot of the chunks that can be read.</summary>
    Bitfield Held();

    /// <summary>The chunks that are to be here at the end: all, unless only some files are wanted. Never changes.</summary>
    Bitfield Chosen() => Bitfield.Full(Grid.Count);

    /// <summary>Fills <paramref name="into"/> from the chunk, starting <paramref name="offset"/> bytes into it.</summary>
    /// <exception cref="ChunkNotHeldException">The chunk is not kept here.</exception>
    /// <exception cref="SourceChangedException">The file is no longer the one that was hashed.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The range leaves the chunk, or the chunk the grid.</exception>
    ValueTask ReadAsync(ChunkIndex chunk, int offset, Memory<byte> into, CancellationToken ct);

    /// <summary>
    /// Keeps a chunk whose bytes the caller has verified. The parts follow each other and are exactly as long as the chunk; they
    /// may be used again as soon as this returns.
    /// </summary>
    /// <exception cref="ArgumentException">The parts are not exactly as long as the chunk.</exception>
    /// <exception cref="StorageFullException">There is no room; what was kept before stays.</exception>
    ValueTask KeepAsync(ChunkIndex chunk, IReadOnlyList<ReadOnlyMemory<byte>> parts, CancellationToken ct);

    /// <summary>
    /// Keeps several chunks, as above; a store may spare itself work that each of them alone would cost. When it throws, any of them may
    /// be kept and any may not: the caller keeps them again.
    /// </summary>
    async ValueTask KeepAsync(IReadOnlyList<VerifiedChunk> chunks, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(chunks);
        for (var i = 0; i < chunks.Count; i++)
            await KeepAsync(chunks[i].Chunk, chunks[i].Parts, ct).ConfigureAwait(false);
    }

    /// <summary>Returns when everything kept before the call survives a power cut: data first, then the journal.</summary>
    ValueTask FlushAsync(CancellationToken ct);

    /// <summary>
    /// Gives a complete torrent its final name by an atomic rename and returns the full path. What stands there already is never
    /// overwritten: the new one becomes <c>name (1).ext</c>. When only some files are wanted, or some lie there already, each gets its name by a
    /// rename of its own. Calling it again returns the same path. Reading goes on afterwards.
    /// </summary>
    /// <exception cref="ChunkNotHeldException">A chunk that is wanted is missing.</exception>
    ValueTask<string> PublishAsync(CancellationToken ct);
}
