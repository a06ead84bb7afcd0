namespace Akka.P2P.Actors.Tests.Downloading;

using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Identity;

/// <summary>One of two stores whose first reads come in pairs: each waits until the other store is read, too.</summary>
internal sealed class PairedStore : IChunkStore
{
    private readonly IChunkStore _inner;
    private readonly SemaphoreSlim _mine;
    private readonly SemaphoreSlim _others;
    private int _left;

    private PairedStore(IChunkStore inner, SemaphoreSlim mine, SemaphoreSlim others, int pairs) =>
        (_inner, _mine, _others, _left) = (inner, mine, others, pairs);

    public ChunkGrid Grid => _inner.Grid;

    public bool IsComplete => _inner.IsComplete;

    /// <param name="pairs">So many reads of each wait; the later ones don't.</param>
    public static (IChunkStore First, IChunkStore Second) Of(IChunkStore first, IChunkStore second, int pairs)
    {
        var (a, b) = (new SemaphoreSlim(0), new SemaphoreSlim(0));
        return (new PairedStore(first, a, b, pairs), new PairedStore(second, b, a, pairs));
    }

    public Bitfield Held() => _inner.Held();

    public async ValueTask ReadAsync(ChunkIndex chunk, int offset, Memory<byte> into, CancellationToken ct)
    {
        if (Interlocked.Decrement(ref _left) >= 0)
        {
            _others.Release();
            await _mine.WaitAsync(ct);
        }

        await _inner.ReadAsync(chunk, offset, into, ct);
    }

    public ValueTask KeepAsync(ChunkIndex chunk, IReadOnlyList<ReadOnlyMemory<byte>> parts, CancellationToken ct) =>
        _inner.KeepAsync(chunk, parts, ct);

    public ValueTask FlushAsync(CancellationToken ct) => _inner.FlushAsync(ct);

    public ValueTask<string> PublishAsync(CancellationToken ct) => _inner.PublishAsync(ct);

    public ValueTask DisposeAsync() => _inner.DisposeAsync();
}
