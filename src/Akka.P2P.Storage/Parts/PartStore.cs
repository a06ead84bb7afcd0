namespace Akka.P2P.Storage.Parts;

using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Storage.Files;

/// <summary>
/// A download on disk: <c>NAME.part</c>, a sparse file or a folder of them, and <c>NAME.part.journal</c>, which says what of it
/// can be trusted. The final name appears by rename when everything is there. A crash at any time loses at most what was kept
/// since the last sync, and of that only what a power cut really took: the rest is found again by hashing.
/// </summary>
public sealed partial class PartStore : IChunkStore
{
    private readonly Lock _gate = new();
    private readonly SharedGate _files = new();
    private readonly SemaphoreSlim _flushing = new(1);
    private readonly SemaphoreSlim _publishing = new(1);
    private readonly IStoreDisk _disk;
    private readonly Metainfo _metainfo;
    private readonly string _folder;
    private readonly string _part;
    private readonly PartStoreSettings _settings;
    private readonly PartJournal _journal;
    private readonly PartFiles _parts;
    private readonly IStoreVolume? _volume;
    private readonly ITimer _timer;
    private readonly Bitfield _held;
    private List<int> _pending = [];
    private long _unsynced;
    private bool _timerArmed;
    private bool _syncing;
    private TaskCompletionSource? _room;
    private ChunkStoreException? _fault;
    private readonly FileChoice? _choice;

    // The files that have their names; all that are wanted, once there is a final path.
    private SourceStore? _published;
    private string? _base;
    private string? _finalPath;
    private bool _disposed;

    private PartStore(
        IStoreDisk disk, Metainfo metainfo, string folder, PartStoreSettings settings, TimeProvider time, PartJournal journal, FileChoice? choice)
    {
        _choice = choice;
        _disk = disk;
        _metainfo = metainfo;
        _folder = folder;
        _part = PartNames.Part(folder, metainfo.Info);
        _settings = settings;
        _journal = journal;
        _held = journal.Chunks.Clone();
        _parts = new PartFiles(disk, metainfo, folder, _part, settings.MaxOpenFiles);
        // Before the first write: it tells of the faults that come after.
        _volume = disk.OpenVolume(folder);
        _timer = time.CreateTimer(static s => ((PartStore)s!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public ChunkGrid Grid => _metainfo.Grid;

    /// <summary>The partial file or folder; it is gone once the torrent is published.</summary>
    public string PartPath => _part;

    public bool IsComplete
    {
        get
        {
            lock (_gate)
                return _held.IsFull;
        }
    }

    /// <summary>Bytes that were kept and are not yet synced.</summary>
    public long UnsyncedBytes
    {
        get
        {
            lock (_gate)
                return _unsynced;
        }
    }

    public Bitfield Held()
    {
        lock (_gate)
            return _held.Clone();
    }

    public Bitfield Chosen() => _choice?.Chunks() ?? Bitfield.Full(Grid.Count);

    public async ValueTask ReadAsync(ChunkIndex chunk, int offset, Memory<byte> into, CancellationToken ct)
    {
        ChunkStoreGuard.CheckRange(Grid, chunk, offset, into.Length);
        var place = Grid.Locate(chunk);
        await _files.EnterAsync(ct).ConfigureAwait(false);
        try
        {
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                if (!_held[chunk])
                    throw new ChunkNotHeldException(chunk);
            }

            if (_published is { } published && published.Has(place.File))
            {
                await published.ReadAsync(chunk, offset, into, ct).ConfigureAwait(false);
                return;
            }

            using var lease = _parts.Rent(place.File);
            if (await lease.File.ReadAsync(into, place.Offset + offset, ct).ConfigureAwait(false) != into.Length)
                throw new SourceChangedException(_parts.PathOf(place.File), "it became shorter");
        }
        catch (Exception e) when (DiskErrors.IsDisk(e))
        {
            throw DiskErrors.Translate(e, _parts.PathOf(place.File));
        }
        finally
        {
            _files.Leave();
        }
    }

    public ValueTask KeepAsync(ChunkIndex chunk, IReadOnlyList<ReadOnlyMemory<byte>> parts, CancellationToken ct) =>
        KeepAsync([new VerifiedChunk(chunk, parts)], ct);

    public async ValueTask KeepAsync(IReadOnlyList<VerifiedChunk> chunks, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(chunks);
        foreach (var (chunk, parts) in chunks)
            ChunkStoreGuard.CheckParts(Grid, chunk, parts);
        await WaitForRoomAsync(ct).ConfigureAwait(false);
        await _files.EnterAsync(ct).ConfigureAwait(false);
        var written = new List<ChunkIndex>(chunks.Count);
        try
        {
            foreach (var (chunk, parts) in chunks)
            {
                if (IsWanted(chunk))
                {
                    await WriteAsync(chunk, parts, ct).ConfigureAwait(false);
                    written.Add(chunk);
                }
            }
        }
        finally
        {
            // What was written before the disk refused the rest is kept.
            Kept(written);
            _files.Leave();
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            _disposed = true;
            // Nobody waits for room in a store that is gone: they wake up and see that it is.
            _room?.TrySetResult();
        }

        await _timer.DisposeAsync().ConfigureAwait(false);
        await _publishing.WaitAsync().ConfigureAwait(false);
        await _files.EnterAloneAsync().ConfigureAwait(false);
        try
        {
            await SyncPendingAsync().ConfigureAwait(false);
        }
        catch (ChunkStoreException)
        {
            // What could not be synced is not in the journal, and will be hashed or fetched again: that is all that closing can do.
        }
        finally
        {
            _parts.Dispose();
            _volume?.Dispose();
            _journal.Dispose();
            if (_published is not null)
                await _published.DisposeAsync().ConfigureAwait(false);
            _files.LeaveAlone();
            _publishing.Release();
        }
    }

    /// <summary>Closes the store and removes the partial file and its journal; after publishing it only closes.</summary>
    public async ValueTask DiscardAsync()
    {
        await DisposeAsync().ConfigureAwait(false);
        if (_finalPath is not null)
            return;
        try
        {
            if (Directory.Exists(_part))
                Directory.Delete(_part, recursive: true);
            File.Delete(_part);
            File.Delete(PartNames.Journal(_folder, _metainfo.Info));
        }
        catch (Exception e) when (DiskErrors.IsDisk(e))
        {
            throw DiskErrors.Translate(e, _part);
        }
    }

    private bool IsWanted(ChunkIndex chunk)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_fault is not null)
                throw _fault;
            return !_held[chunk];
        }
    }

    private async ValueTask WriteAsync(ChunkIndex chunk, IReadOnlyList<ReadOnlyMemory<byte>> parts, CancellationToken ct)
    {
        var place = Grid.Locate(chunk);
        try
        {
            using var lease = _parts.Rent(place.File);
            await lease.File.WriteAsync(parts, place.Offset, ct).ConfigureAwait(false);
        }
        catch (Exception e) when (DiskErrors.IsDisk(e))
        {
            throw DiskErrors.Translate(e, _parts.PathOf(place.File), BytesMissing());
        }
    }

    private void Kept(List<ChunkIndex> chunks)
    {
        if (chunks.Count == 0)
            return;
        lock (_gate)
        {
            foreach (var chunk in chunks)
            {
                // Another caller may have kept the same bytes meanwhile.
                if (!_held.Set(chunk))
                    continue;
                _pending.Add(chunk.Value);
                _unsynced += Grid.LengthOf(chunk);
            }

            if (_unsynced >= _settings.SyncBytes)
                StartBackgroundSync();
            else if (_pending.Count > 0)
                ArmTimer();
        }
    }

    private async ValueTask WaitForRoomAsync(CancellationToken ct)
    {
        while (true)
        {
            Task wait;
            lock (_gate)
            {
                if (_unsynced < _settings.MaxUnsyncedBytes || _fault is not null || _disposed)
                    return;
                StartBackgroundSync();
                _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                wait = _room.Task;
            }

            await wait.WaitAsync(ct).ConfigureAwait(false);
        }
    }

    private long BytesMissing()
    {
        long missing;
        lock (_gate)
            missing = Chosen().AndNot(_held).EnumerateSet().Sum(c => (long)Grid.LengthOf(Grid.At(c)));
        return _disk.FreeBytes(_folder) is { } free ? long.Max(0, missing - free) : 0;
    }
}
