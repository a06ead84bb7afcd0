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
    private readonly FilePool _pool;
    private readonly ITimer _timer;
    private readonly Bitfield _held;
    private readonly HashSet<int> _prepared = [];
    private readonly HashSet<string> _newNames = new(StringComparer.Ordinal);
    private List<int> _pending = [];
    private long _unsynced;
    private bool _timerArmed;
    private bool _syncing;
    private TaskCompletionSource? _room;
    private ChunkStoreException? _fault;
    private SourceStore? _published;
    private string? _finalPath;
    private bool _disposed;

    private PartStore(
        IStoreDisk disk, Metainfo metainfo, string folder, PartStoreSettings settings, TimeProvider time, PartJournal journal)
    {
        _disk = disk;
        _metainfo = metainfo;
        _folder = folder;
        _part = PartNames.Part(folder, metainfo.Info);
        _settings = settings;
        _journal = journal;
        _held = journal.Chunks.Clone();
        _pool = new FilePool(disk, StoreFileMode.Write, f => TorrentPaths.Of(metainfo, _part, f), settings.MaxOpenFiles);
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

            if (_published is not null)
            {
                await _published.ReadAsync(chunk, offset, into, ct).ConfigureAwait(false);
                return;
            }

            using var lease = _pool.Rent(place.File);
            if (await lease.File.ReadAsync(into, place.Offset + offset, ct).ConfigureAwait(false) != into.Length)
                throw new SourceChangedException(_pool.PathOf(place.File), "it became shorter");
        }
        catch (Exception e) when (DiskErrors.IsDisk(e))
        {
            throw DiskErrors.Translate(e, _pool.PathOf(place.File));
        }
        finally
        {
            _files.Leave();
        }
    }

    public async ValueTask KeepAsync(ChunkIndex chunk, IReadOnlyList<ReadOnlyMemory<byte>> parts, CancellationToken ct)
    {
        ChunkStoreGuard.CheckParts(Grid, chunk, parts);
        await WaitForRoomAsync(ct).ConfigureAwait(false);
        var place = Grid.Locate(chunk);
        await _files.EnterAsync(ct).ConfigureAwait(false);
        try
        {
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                if (_fault is not null)
                    throw _fault;
                if (_held[chunk])
                    return;
            }

            using (var lease = RentPrepared(place.File))
                await lease.File.WriteAsync(parts, place.Offset, ct).ConfigureAwait(false);
            Kept(chunk, place.Length);
        }
        catch (Exception e) when (DiskErrors.IsDisk(e))
        {
            throw DiskErrors.Translate(e, _pool.PathOf(place.File), BytesMissing());
        }
        finally
        {
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
            _pool.Dispose();
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
        if (_published is not null)
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

    private void Kept(ChunkIndex chunk, int length)
    {
        lock (_gate)
        {
            // Another caller may have kept the same bytes meanwhile.
            if (!_held.Set(chunk))
                return;
            _pending.Add(chunk.Value);
            _unsynced += length;
            if (_unsynced >= _settings.SyncBytes)
                StartBackgroundSync();
            else
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

    /// <summary>The file, made and of its full length before its first byte is written.</summary>
    private FilePool.Lease RentPrepared(int file)
    {
        lock (_gate)
        {
            if (!_prepared.Contains(file))
                Prepare(file);
        }

        return _pool.Rent(file);
    }

    // Under the lock: happens once a file.
    private void Prepare(int file)
    {
        var path = _pool.PathOf(file);
        if (!_metainfo.IsSingleFile)
        {
            for (var folder = Path.GetDirectoryName(path)!; folder.Length >= _part.Length; folder = Path.GetDirectoryName(folder)!)
                _newNames.Add(folder);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        }

        using var lease = _pool.Rent(file);
        if (lease.File.Length != Grid.FileLength(file))
            lease.File.SetLength(Grid.FileLength(file));
        _newNames.Add(_folder);
        _prepared.Add(file);
    }

    private long BytesMissing()
    {
        long missing;
        lock (_gate)
            missing = _held.EnumerateMissing().Sum(c => (long)Grid.LengthOf(Grid.At(c)));
        return _disk.FreeBytes(_folder) is { } free ? long.Max(0, missing - free) : 0;
    }
}
