namespace Akka.P2P.Actors.Tests.Seeding;

using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Identity;

/// <summary>A store whose reads wait until they are let go.</summary>
internal sealed class BlockedStore(IChunkStore inner) : IChunkStore
{
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ChunkGrid Grid => inner.Grid;

    public bool IsComplete => inner.IsComplete;

    public void Release() => _gate.TrySetResult();

    public Bitfield Held() => inner.Held();

    public async ValueTask ReadAsync(ChunkIndex chunk, int offset, Memory<byte> into, CancellationToken ct)
    {
        await _gate.Task;
        await inner.ReadAsync(chunk, offset, into, ct);
    }

    public ValueTask KeepAsync(ChunkIndex chunk, IReadOnlyList<ReadOnlyMemory<byte>> parts, CancellationToken ct) =>
        inner.KeepAsync(chunk, parts, ct);

    public ValueTask FlushAsync(CancellationToken ct) => inner.FlushAsync(ct);

    public ValueTask<string> PublishAsync(CancellationToken ct) => inner.PublishAsync(ct);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
