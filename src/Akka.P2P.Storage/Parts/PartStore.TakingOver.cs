namespace Akka.P2P.Storage.Parts;

using System.Buffers;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Storage.Files;

/// <content>What lies under the torrent's name already, from an earlier choice of files or by other means, is not fetched again.</content>
public sealed partial class PartStore
{
    /// <summary>Everything that is wanted lies there: only that is opened.</summary>
    private void AdoptPublished(Candidate whole, string journalPath)
    {
        Stay(whole);
        _finalPath = whole.Path;
        RemoveJournal(journalPath);
    }

    /// <summary>
    /// The files of a folder that is ours stay where they are, and what is missing will come beside them. From what is somebody else's the
    /// chunks that are right are copied; it is never written to.
    /// </summary>
    private async Task TakeOverAsync(IReadOnlyList<Candidate> candidates, CancellationToken ct)
    {
        var takeOver = TakeOver.Decide(_metainfo, candidates, Chosen().AndNot(Held()));
        if (takeOver.Base is { } here)
        {
            Stay(here);
            _base = here.Path;
        }

        foreach (var (from, chunks) in takeOver.Copies)
            await CopyAsync(from, chunks, ct).ConfigureAwait(false);
    }

    private void Stay(Candidate here)
    {
        _published = SourceStore.Open(_metainfo, here.Path, here.Stamps, here.Right);
        lock (_gate)
        {
            foreach (var chunk in FileChoice.ChunksOf(Grid, here.Right).EnumerateSet())
                _held.Set(chunk);
        }
    }

    private async Task CopyAsync(Candidate from, Bitfield chunks, CancellationToken ct)
    {
        var verifier = new ChunkVerifier(_metainfo);
        using var pool = new FilePool(RealDisk.Instance, StoreFileMode.Read, f => TorrentPaths.Of(_metainfo, from.Path, f), _settings.MaxOpenFiles);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = ct };
        await Parallel.ForEachAsync(chunks.EnumerateSet(), options, async (number, stop) =>
        {
            var chunk = Grid.At(number);
            var place = Grid.Locate(chunk);
            var buffer = ArrayPool<byte>.Shared.Rent(place.Length);
            try
            {
                var content = buffer.AsMemory(0, place.Length);
                // Somebody may have written to it since it was hashed.
                if (await ReadAsync(pool, place, content, stop).ConfigureAwait(false) && verifier.VerifyContent(chunk, content.Span))
                    await KeepAsync(chunk, [content], stop).ConfigureAwait(false);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }).ConfigureAwait(false);
    }

    /// <returns>False when it is gone, or shorter, by now: then it is fetched.</returns>
    private static async Task<bool> ReadAsync(FilePool pool, ChunkPlace place, Memory<byte> content, CancellationToken ct)
    {
        try
        {
            using var lease = pool.Rent(place.File);
            return await lease.File.ReadAsync(content, place.Offset, ct).ConfigureAwait(false) == content.Length;
        }
        catch (Exception e) when (DiskErrors.IsDisk(e))
        {
            return false;
        }
    }

    /// <summary>
    /// The files that are wanted get their names one by one: those of a choice in a folder of their own, those that were missing beside the
    /// ones that are there. None is ever seen before it is whole, and nothing that is there is replaced.
    /// </summary>
    private string MoveFiles()
    {
        var files = _choice?.Files() ?? Bitfield.Full(Grid.FileCount);
        if (_published is not null)
            files = files.AndNot(_published.Files());
        var root = _base ?? MakeFreeFolder();
        var folders = new HashSet<string>(StringComparer.Ordinal) { root };
        foreach (var file in files.EnumerateSet())
            MakeFoldersAbove(TorrentPaths.Of(_metainfo, root, file), folders);
        // Before anything lies in them: what is in a folder whose name a power cut takes is lost.
        Sync([], [_folder, .. folders]);
        foreach (var file in files.EnumerateSet())
        {
            var path = TorrentPaths.Of(_metainfo, root, file);
            if (!_disk.TryMove(_parts.PathOf(file), path))
                throw new ChunkStoreException($"'{path}' is in the way: it was made while the torrent was fetched.");
        }

        Sync([], folders);
        var before = _published;
        _published = before?.With(files) ?? SourceStore.Open(_metainfo, root, null, files);
        before?.CloseFiles();
        return root;
    }

    /// <summary>Chunks of files that were wanted once and are not now stay in the <c>.part</c>, for when they are.</summary>
    private void RemovePartIfEmpty()
    {
        var published = FileChoice.ChunksOf(Grid, _published!.Files());
        if (Held().AndNot(published).IsEmpty)
        {
            Directory.Delete(_part, recursive: true);
            // The part first: one without a journal would be nobody's.
            _disk.SyncFolder(_folder);
            RemoveJournal(PartNames.Journal(_folder, _metainfo.Info));
        }
    }

    private string MakeFreeFolder()
    {
        for (var attempt = 0; attempt < MaxNames; attempt++)
        {
            var path = Path.Combine(_folder, FreeName.Of(_metainfo.Name, isFolder: true, attempt));
            if (_disk.Look(path, follow: false) is not null)
                continue;
            _disk.MakeFolder(path);
            return path;
        }

        throw new ChunkStoreException($"'{Path.Combine(_folder, _metainfo.Name)}' and {MaxNames} names like it are taken.");
    }

    private void MakeFoldersAbove(string path, HashSet<string> known)
    {
        var folder = Path.GetDirectoryName(path)!;
        if (known.Contains(folder))
            return;
        MakeFoldersAbove(folder, known);
        // Nothing is written through a link.
        if (_disk.Look(folder, follow: false) is { Kind: not FileKind.Folder })
            throw new ChunkStoreException($"'{folder}' is in the way: it was made while the torrent was fetched.");
        _disk.MakeFolder(folder);
        known.Add(folder);
    }
}
