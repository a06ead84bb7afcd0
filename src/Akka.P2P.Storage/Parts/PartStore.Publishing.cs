namespace Akka.P2P.Storage.Parts;

using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Storage.Files;

public sealed partial class PartStore
{
    private const int MaxNames = 10_000;

    public async ValueTask<string> PublishAsync(CancellationToken ct)
    {
        await _publishing.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                if (_finalPath is not null)
                    return _finalPath;
                if (Chosen().AndNot(_held).NextSet(0) is var missing and >= 0)
                    throw new ChunkNotHeldException(Grid.At(missing));
            }

            await FlushAsync(ct).ConfigureAwait(false);
            // Readers wait while the name changes: not every system renames what is open.
            await _files.EnterAloneAsync().ConfigureAwait(false);
            try
            {
                // From here on there is no way back half-way, so the caller's wish to stop no longer counts.
                return await Task.Run(RenameAsync, CancellationToken.None).ConfigureAwait(false);
            }
            finally
            {
                _files.LeaveAlone();
            }
        }
        catch (Exception e) when (DiskErrors.IsDisk(e))
        {
            throw DiskErrors.Translate(e, _part);
        }
        finally
        {
            _publishing.Release();
        }
    }

    /// <summary>The final path when a crash came between the rename and the end of the journal; else null.</summary>
    private static async Task<string?> FindPublishedAsync(
        Metainfo metainfo, string folder, PartJournal journal, CancellationToken ct)
    {
        if (journal.PublishingAs is not { } name || !journal.Chunks.IsFull || !SafeName.IsSafe(name))
            return null;
        var path = Path.Combine(folder, name);
        // Somebody else's file may have the name by now: only the bytes can tell.
        var check = await new Hashing.TorrentCheck(1).CheckAsync(metainfo, path, null, ct).ConfigureAwait(false);
        return check.IsGood ? path : null;
    }

    private async Task<string> RenameAsync()
    {
        var empty = new List<int>();
        for (var file = 0; file < Grid.FileCount; file++)
        {
            // Empty files have no chunk that would have made them.
            if (Grid.FileLength(file) > 0 || _choice?.Has(file) == false || _published?.Has(file) == true)
                continue;
            _parts.Rent(file).Dispose();
            empty.Add(file);
        }

        // The content is synced already; of the names, what has come since.
        Sync(empty, _parts.TakeNewNames());
        _parts.Pool.CloseIdle();
        if (_choice is not null || _base is not null)
        {
            var root = MoveFiles();
            _disk.SyncFolder(_folder);
            lock (_gate)
                _finalPath = root;
            RemovePartIfEmpty();
            return root;
        }

        var final = await MoveToFreeNameAsync().ConfigureAwait(false);
        _disk.SyncFolder(_folder);
        _published = SourceStore.Open(_metainfo, final, null);
        lock (_gate)
            _finalPath = final;
        RemoveJournal(PartNames.Journal(_folder, _metainfo.Info));
        return final;
    }

    private async Task<string> MoveToFreeNameAsync()
    {
        for (var attempt = 0; attempt < MaxNames; attempt++)
        {
            var name = FreeName.Of(_metainfo.Name, !_metainfo.IsSingleFile, attempt);
            var path = Path.Combine(_folder, name);
            if (_disk.Look(path, follow: false) is not null)
                continue;
            // A rename that failed may be tried often, until the disk is mended; the journal says it once.
            if (_journal.PublishingAs != name)
                await _journal.AppendPublishingAsync(name, CancellationToken.None).ConfigureAwait(false);
            // Something that appeared meanwhile is not replaced: the next name is tried.
            if (_disk.TryMove(_part, path))
                return path;
        }

        throw new ChunkStoreException($"'{Path.Combine(_folder, _metainfo.Name)}' and {MaxNames} names like it are taken.");
    }

    private void AdoptPublished(string final, string journalPath)
    {
        _published = SourceStore.Open(_metainfo, final, null);
        _finalPath = final;
        for (var c = 0; c < Grid.Count; c++)
            _held.Set(c);
        RemoveJournal(journalPath);
    }

    private void RemoveJournal(string path)
    {
        try
        {
            // Windows does not delete what is open.
            _journal.Dispose();
            _disk.Delete(path);
            _disk.SyncFolder(_folder);
        }
        catch (Exception e) when (DiskErrors.IsDisk(e))
        {
            // The torrent is complete under its name; a journal that stays behind is understood, and removed, by the next opening.
        }
    }
}
