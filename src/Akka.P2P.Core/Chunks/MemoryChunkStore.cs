namespace Akka.P2P.Core.Chunks;

using Akka.P2P.Core.Identity;

/// <summary>A store without a disk, for tests and for torrents that are small enough to be given away at once.</summary>
public sealed class MemoryChunkStore : IChunkStore
{
    private readonly Lock _gate = new();
    private readonly byte[]?[] _chunks;
    private readonly Bitfield _held;
    private readonly string _name;

    /// <summary>An empty store; <paramref name="name"/> is what <see cref="PublishAsync"/> returns.</summary>
    public MemoryChunkStore(ChunkGrid grid, string name = "memory")
    {
        ArgumentNullException.ThrowIfNull(grid);
        Grid = grid;
        _name = name;
        _chunks = new byte[grid.Count][];
        _held = new Bitfield(grid.Count);
    }

    public ChunkGrid Grid { get; }

    public bool IsComplete
    {
        get
        {
            lock (_gate)
                return _held.IsFull;
        }
    }

    /// <summary>A complete store over the bytes of all files one after another.</summary>
    /// <exception cref="ArgumentException">The content is not as long as the grid says.</exception>
    public static MemoryChunkStore Seeded(ChunkGrid grid, ReadOnlySpan<byte> content, string name = "memory")
    {
        var store = new MemoryChunkStore(grid, name);
        if (content.Length != grid.TotalLength)
            throw new ArgumentException($"The torrent has {grid.TotalLength} bytes, not {content.Length}.", nameof(content));
        var at = 0;
        foreach (var chunk in grid.All)
        {
            var length = grid.LengthOf(chunk);
            store._chunks[chunk.Value] = content.Slice(at, length).ToArray();
            at += length;
        }

        store._held.SetAll();
        return store;
    }

    public Bitfield Held()
    {
        lock (_gate)
            return _held.Clone();
    }

    public ValueTask ReadAsync(ChunkIndex chunk, int offset, Memory<byte> into, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        ChunkStoreGuard.CheckRange(Grid, chunk, offset, into.Length);
        byte[] bytes;
        lock (_gate)
            bytes = _chunks[chunk.Value] ?? throw new ChunkNotHeldException(chunk);
        bytes.AsMemory(offset, into.Length).CopyTo(into);
        return ValueTask.CompletedTask;
    }

    public ValueTask KeepAsync(ChunkIndex chunk, IReadOnlyList<ReadOnlyMemory<byte>> parts, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        ChunkStoreGuard.CheckParts(Grid, chunk, parts);
        var bytes = new byte[Grid.LengthOf(chunk)];
        var at = 0;
        foreach (var part in parts)
        {
            part.CopyTo(bytes.AsMemory(at));
            at += part.Length;
        }

        lock (_gate)
        {
            _chunks[chunk.Value] ??= bytes;
            _held.Set(chunk);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask FlushAsync(CancellationToken ct) => ValueTask.CompletedTask;

    public ValueTask<string> PublishAsync(CancellationToken ct)
    {
        lock (_gate)
        {
            var missing = _held.NextMissing(0);
            if (missing >= 0)
                throw new ChunkNotHeldException(Grid.At(missing));
        }

        return ValueTask.FromResult(_name);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
