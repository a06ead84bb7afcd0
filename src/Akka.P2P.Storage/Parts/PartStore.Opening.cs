namespace Akka.P2P.Storage.Parts;

using System.Buffers;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Storage.Files;
using Akka.P2P.Storage.Hashing;

public sealed partial class PartStore
{
    private const int ProbeLength = 4096;

    /// <summary>
    /// Begins a download into <paramref name="folder"/>, or goes on with it: what the journal vouches for is taken as it is, what
    /// else lies in the <c>.part</c> is hashed and taken when it is right.
    /// </summary>
    /// <exception cref="StoreInUseException">Another download has this target open.</exception>
    /// <exception cref="ForeignPartException">A <c>.part</c> of something else is in the way; it is left alone.</exception>
    /// <exception cref="StorageFullException">There is no room for what is still missing; nothing was written.</exception>
    /// <exception cref="ChunkStoreException">The folder or the files can't be used.</exception>
    public static Task<PartStore> OpenAsync(
        Metainfo metainfo, string folder, PartStoreSettings settings, TimeProvider time, CancellationToken ct) =>
        OpenAsync(RealDisk.Instance, metainfo, folder, settings, time, ct);

    internal static Task<PartStore> OpenAsync(
        IStoreDisk disk, Metainfo metainfo, string folder, PartStoreSettings settings, TimeProvider time, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(metainfo);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(time);
        settings.Check();
        return Task.Run(() => OpenOnDiskAsync(disk, metainfo, Path.GetFullPath(folder), settings, time, ct), ct);
    }

    private static async Task<PartStore> OpenOnDiskAsync(
        IStoreDisk disk, Metainfo metainfo, string folder, PartStoreSettings settings, TimeProvider time, CancellationToken ct)
    {
        var part = PartNames.Part(folder, metainfo.Info);
        var journalPath = PartNames.Journal(folder, metainfo.Info);
        PartJournal? journal = null;
        PartStore? store = null;
        try
        {
            var partThere = File.Exists(part) || Directory.Exists(part);
            var journalThere = File.Exists(journalPath);
            if (partThere && !journalThere)
                throw new ForeignPartException(part, "it has no journal, so it is not a download of this program");
            if (!journalThere)
            {
                // Before anything is made: a download that can't end should not begin.
                CheckRoom(disk, folder, part, metainfo.TotalLength);
                Directory.CreateDirectory(folder);
            }

            journal = await PartJournal.OpenAsync(disk, journalPath, metainfo.Info, ct).ConfigureAwait(false);
            if (journal.Foreign is { } why)
                throw new ForeignPartException(part, why);
            if (journal.IsNew && partThere)
                throw new ForeignPartException(part, "its journal is empty");
            if (partThere && Directory.Exists(part) == metainfo.IsSingleFile)
                throw new ForeignPartException(part, metainfo.IsSingleFile ? "it is a folder" : "it is a file");
            if (!partThere && await FindPublishedAsync(metainfo, folder, journal, ct).ConfigureAwait(false) is { } final)
            {
                store = new PartStore(disk, metainfo, folder, settings, time, journal);
                store.AdoptPublished(final, journalPath);
                return store;
            }

            // A journal without its .part vouches for nothing.
            if (!partThere)
            {
                await journal.ResetAsync(metainfo.Info, ct).ConfigureAwait(false);
                // The journal's name first: a .part without one would be nobody's.
                disk.SyncFolder(folder);
            }

            store = new PartStore(disk, metainfo, folder, settings, time, journal);
            if (partThere)
            {
                await store.RecoverAsync(ct).ConfigureAwait(false);
                CheckRoom(disk, folder, part, store.MissingBytes());
            }
            else
            {
                store.PrepareNew();
            }

            return store;
        }
        catch (Exception e)
        {
            if (store is not null)
                await store.DisposeAsync().ConfigureAwait(false);
            else
                journal?.Dispose();
            if (DiskErrors.IsDisk(e))
                throw DiskErrors.Translate(e, part);
            throw;
        }
    }

    private static void CheckRoom(IStoreDisk disk, string folder, string part, long needed)
    {
        // The folder may not be there yet; its drive is.
        var existing = folder;
        while (!Directory.Exists(existing) && Path.GetDirectoryName(existing) is { Length: > 0 } above)
            existing = above;
        if (disk.FreeBytes(existing) is { } free && free < needed)
            throw new StorageFullException(part, needed - free);
    }

    private long MissingBytes() => _held.EnumerateMissing().Sum(c => (long)Grid.LengthOf(Grid.At(c)));

    // A bare file gets its .part at once, even without a byte in it: it shows that a download is going on.
    private void PrepareNew()
    {
        if (!_metainfo.IsSingleFile)
            Directory.CreateDirectory(_part);
        for (var file = 0; _metainfo.IsSingleFile && file < _metainfo.Files.Length; file++)
            Prepare(file);
        _newNames.Add(_folder);
        _disk.SyncFolder(_folder);
    }

    private async Task RecoverAsync(CancellationToken ct)
    {
        var verifier = new ChunkVerifier(_metainfo);
        for (var file = 0; file < Grid.FileCount; file++)
        {
            var range = Grid.ChunksOf(file);
            var info = new FileInfo(_pool.PathOf(file));
            if (!info.Exists)
            {
                for (var c = range.First; c < range.End; c++)
                    _held.Clear(c);
                continue;
            }

            var length = info.Length;
            for (var c = range.First; c < range.End; c++)
            {
                var place = Grid.Locate(Grid.At(c));
                if (place.Offset + place.Length > length)
                    _held.Clear(c);
                else if (!_held[c] && await HasDataAsync(place, ct).ConfigureAwait(false)
                    && await TorrentCheck.IsGoodAsync(_pool, verifier, Grid.At(c), ct).ConfigureAwait(false))
                    Kept(Grid.At(c), place.Length);
            }

            // Its length may have been lost with a power cut, or somebody cut it.
            if (length != Grid.FileLength(file))
                Prepare(file);
            else
                _prepared.Add(file);
        }
    }

    // A hole reads as zeros. Looking at both ends of a chunk tells a hole from data without hashing all the holes; a chunk of data
    // that has zeros at both ends is fetched once more, which costs time and nothing else.
    private async Task<bool> HasDataAsync(ChunkPlace place, CancellationToken ct)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ProbeLength);
        try
        {
            using var lease = _pool.Rent(place.File);
            var probe = buffer.AsMemory(0, int.Min(ProbeLength, place.Length));
            foreach (var at in (long[])[place.Offset, place.Offset + place.Length - probe.Length])
            {
                if (await lease.File.ReadAsync(probe, at, ct).ConfigureAwait(false) == probe.Length
                    && probe.Span.ContainsAnyExcept((byte)0))
                    return true;
            }

            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
