namespace Akka.P2P.Actors.Tests.Seeding;

using System.Collections.Concurrent;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Identity;

/// <summary>A store whose reads wait until it is opened, and which knows in what order they came.</summary>
internal sealed class GatedStore(IChunkStore inner) : IChunkStore
{
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _reader = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Chunks, in the order in which their reading began.</summary>
    public ConcurrentQueue<int> Reads { get; } = new();

    /// <summary>A chunk that the disk does not give back.</summary>
    public int? Unreadable { get; init; }

    public ChunkGrid Grid => inner.Grid;

    public bool IsComplete => inner.IsComplete;

    public void Open() => _gate.TrySetResult();

    public GatedStore Opened()
    {
        Open();
        return this;
    }

    /// <summary>Returns when somebody waits to read.</summary>
    public void AwaitReader() => Assert.True(_reader.Task.Wait(TimeSpan.FromSeconds(30)), "nobody reads");

    public Bitfield Held() => inner.Held();

    public async ValueTask ReadAsync(ChunkIndex chunk, int offset, Memory<byte> into, CancellationToken ct)
    {
        Reads.Enqueue(chunk.Value);
        _reader.TrySetResult();
        await _gate.Task;
        if (chunk.Value == Unreadable)
            throw new ChunkStoreException("The disk failed.");
        await inner.ReadAsync(chunk, offset, into, ct);
    }

    public ValueTask KeepAsync(ChunkIndex chunk, IReadOnlyList<ReadOnlyMemory<byte>> parts, CancellationToken ct) =>
        inner.KeepAsync(chunk, parts, ct);

    public ValueTask FlushAsync(CancellationToken ct) => inner.FlushAsync(ct);

    public ValueTask<string> PublishAsync(CancellationToken ct) => inner.PublishAsync(ct);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
