namespace Akka.P2P.Storage.Parts;

using Akka.P2P.Core.Chunks;
using Akka.P2P.Storage.Files;

public sealed partial class PartStore
{
    public async ValueTask FlushAsync(CancellationToken ct)
    {
        await _files.EnterAsync(ct).ConfigureAwait(false);
        try
        {
            lock (_gate)
                ObjectDisposedException.ThrowIf(_disposed, this);
            await SyncPendingAsync().ConfigureAwait(false);
        }
        finally
        {
            _files.Leave();
        }
    }

    private void OnTimer()
    {
        lock (_gate)
        {
            _timerArmed = false;
            if (!_disposed && _pending.Count > 0)
                StartBackgroundSync();
        }
    }

    // Under the lock. One at a time: while it runs, what is kept gathers for its next round.
    private void StartBackgroundSync()
    {
        if (_syncing)
            return;
        _syncing = true;
        _ = Task.Run(SyncInBackgroundAsync);
    }

    private async Task SyncInBackgroundAsync()
    {
        while (true)
        {
            try
            {
                await FlushAsync(CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception e) when (e is ChunkStoreException or ObjectDisposedException)
            {
                // The fault is remembered, and whoever keeps or flushes next is told.
            }

            lock (_gate)
            {
                // Decided under the lock that also starts it: nobody who waits for room can be left without a sync to come.
                if (!_disposed && _fault is null && _unsynced >= _settings.SyncBytes)
                    continue;
                _syncing = false;
                if (_pending.Count > 0 && !_disposed)
                    ArmTimer();
                return;
            }
        }
    }

    // Under the lock.
    private void ArmTimer()
    {
        if (_timerArmed)
            return;
        _timerArmed = true;
        _timer.Change(_settings.SyncInterval, Timeout.InfiniteTimeSpan);
    }

    /// <summary>
    /// Data first, then the journal: a record only names chunks whose write had ended before their file was synced.
    /// </summary>
    private async Task SyncPendingAsync()
    {
        await _flushing.WaitAsync().ConfigureAwait(false);
        try
        {
            List<int> batch;
            lock (_gate)
            {
                if (_fault is not null)
                    throw _fault;
                if (_pending.Count == 0)
                    return;
                (batch, _pending) = (_pending, []);
            }

            // Syncing blocks its thread for as long as the disk takes; callers are not on it.
            await Task.Run(() => SyncBatchAsync(batch)).ConfigureAwait(false);
            lock (_gate)
            {
                _unsynced -= batch.Sum(c => (long)Grid.LengthOf(Grid.At(c)));
                MakeRoom();
            }
        }
        finally
        {
            _flushing.Release();
        }
    }

    private async Task SyncBatchAsync(List<int> batch)
    {
        try
        {
            Sync([.. batch.Select(c => Grid.Locate(Grid.At(c)).File).Distinct()], _parts.TakeNewNames());
            await _journal.AppendAsync(batch, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (DiskErrors.IsDisk(e))
        {
            // After a sync that failed nobody knows what is on the disk (the system forgets the pages that it could not write), so
            // nothing more is vouched for until the store is opened again and has hashed what it finds.
            var fault = DiskErrors.Translate(e, _part, BytesMissing());
            lock (_gate)
            {
                _fault = fault;
                MakeRoom();
            }

            throw fault;
        }
    }

    /// <summary>Returns when the content of those files, and the names in those folders, survive a power cut.</summary>
    private void Sync(List<int> files, HashSet<string> folders)
    {
        if (_volume is not null && files.Count + folders.Count > _settings.MaxSingleSyncs)
        {
            _volume.Sync();
            return;
        }

        foreach (var file in files)
        {
            using var lease = _parts.Rent(file);
            lease.File.Sync();
        }

        foreach (var folder in folders)
            _disk.SyncFolder(folder);
    }

    // Under the lock.
    private void MakeRoom()
    {
        _room?.TrySetResult();
        _room = null;
    }
}
