namespace Akka.P2P.Actors.Tests.Peers;

using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Identity;

/// <summary>A store that says whether it was closed; it closes when <paramref name="mayClose"/> is over.</summary>
internal sealed class ClosableStore(IChunkStore inner, Task mayClose) : IChunkStore
{
    private readonly TaskCompletionSource _closing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isClosed;

    public bool IsClosed => _isClosed;

    /// <summary>Done when somebody asked it to close.</summary>
    public Task Closing => _closing.Task;

    public ChunkGrid Grid => inner.Grid;

    public bool IsComplete => inner.IsComplete;

    public Bitfield Held() => inner.Held();

    public ValueTask ReadAsync(ChunkIndex chunk, int offset, Memory<byte> into, CancellationToken ct) => inner.ReadAsync(chunk, offset, into, ct);

    public ValueTask KeepAsync(ChunkIndex chunk, IReadOnlyList<ReadOnlyMemory<byte>> parts, CancellationToken ct) =>
        inner.KeepAsync(chunk, parts, ct);

    public ValueTask FlushAsync(CancellationToken ct) => inner.FlushAsync(ct);

    public ValueTask<string> PublishAsync(CancellationToken ct) => inner.PublishAsync(ct);

    public async ValueTask DisposeAsync()
    {
        _closing.TrySetResult();
        await mayClose;
        await inner.DisposeAsync();
        _isClosed = true;
    }
}
