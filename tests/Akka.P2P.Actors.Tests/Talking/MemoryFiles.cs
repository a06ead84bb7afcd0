namespace Akka.P2P.Actors.Tests.Talking;

using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.P2P.Actors.Talking;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;

/// <summary>The files of one peer, in memory.</summary>
internal sealed class MemoryFiles : ITransferFiles
{
    private readonly ConcurrentDictionary<string, Metainfo> _mine = new();
    private readonly ConcurrentQueue<ComingStore> _coming = new();

    /// <summary>Stores that were opened for files that come.</summary>
    public ImmutableArray<ComingStore> Coming => [.. _coming];

    /// <summary>What comes is not kept until this is over.</summary>
    public TaskCompletionSource MayKeep { get; set; } = Done();

    /// <summary>Hashing waits for this.</summary>
    public TaskCompletionSource MayHash { get; set; } = Done();

    public string? Failure { get; set; }

    public static TaskCompletionSource Held() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Add(Metainfo metainfo) => _mine[metainfo.Name] = metainfo;

    public string? Problem(string path) => _mine.ContainsKey(path) ? null : $"File not found: {path}.";

    public async Task<OutgoingFile> HashAsync(string path, CancellationToken cancellation)
    {
        await MayHash.Task.WaitAsync(cancellation);
        if (Failure is { } failure)
            throw new ChunkStoreException(failure);
        var metainfo = _mine[path];
        return new OutgoingFile(metainfo, () => MemoryChunkStore.Seeded(metainfo.Grid, P2P.Testing.Fixtures.Bytes(metainfo.Name, (int)metainfo.TotalLength)));
    }

    public Task<IChunkStore> ReceiveAsync(Metainfo metainfo, CancellationToken cancellation)
    {
        var store = new ComingStore(new MemoryChunkStore(metainfo.Grid), this);
        _coming.Enqueue(store);
        return Task.FromResult<IChunkStore>(store);
    }

    private static TaskCompletionSource Done()
    {
        var done = Held();
        done.SetResult();
        return done;
    }
}

/// <summary>A file that comes.</summary>
internal sealed class ComingStore(MemoryChunkStore inner, MemoryFiles files) : IChunkStore
{
    private readonly TaskCompletionSource _closed = MemoryFiles.Held();

    /// <summary>Over when the store was closed: nothing of it is left but what was published.</summary>
    public Task Closed => _closed.Task;

    public bool IsPublished { get; private set; }

    public ChunkGrid Grid => inner.Grid;

    public bool IsComplete => inner.IsComplete;

    public Bitfield Held() => inner.Held();

    public ValueTask ReadAsync(ChunkIndex chunk, int offset, Memory<byte> into, CancellationToken ct) => inner.ReadAsync(chunk, offset, into, ct);

    public async ValueTask KeepAsync(ChunkIndex chunk, IReadOnlyList<ReadOnlyMemory<byte>> parts, CancellationToken ct)
    {
        await files.MayKeep.Task;
        await inner.KeepAsync(chunk, parts, ct);
    }

    public ValueTask FlushAsync(CancellationToken ct) => inner.FlushAsync(ct);

    public async ValueTask<string> PublishAsync(CancellationToken ct)
    {
        await inner.PublishAsync(ct);
        IsPublished = true;
        return "/received/file";
    }

    // What it holds stays readable for the test.
    public ValueTask DisposeAsync()
    {
        _closed.TrySetResult();
        return ValueTask.CompletedTask;
    }
}
