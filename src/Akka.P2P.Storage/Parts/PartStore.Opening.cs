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
    /// else lies in the <c>.part</c> is hashed and taken when it is right. So is what lies under the torrent's final name already: when that is
    /// everything, that is all.
    /// </summary>
    /// <param name="choice">The files that are wanted; null for all.</param>
    /// <exception cref="StoreInUseException">Another download has this target open.</exception>
    /// <exception cref="ForeignPartException">A <c>.part</c> of something else is in the way; it is left alone.</exception>
    /// <exception cref="StorageFullException">There is no room for what is still missing; nothing was written.</exception>
    /// <exception cref="ChunkStoreException">The folder or the files can't be used.</exception>
    public static Task<PartStore> OpenAsync(
        Metainfo metainfo, string folder, PartStoreSettings settings, TimeProvider time, CancellationToken ct, FileChoice? choice = null) =>
        OpenAsync(RealDisk.Instance, metainfo, folder, settings, time, ct, choice);

    internal static Task<PartStore> OpenAsync(
        IStoreDisk disk, Metainfo metainfo, string folder, PartStoreSettings settings, TimeProvider time, CancellationToken ct, FileChoice? choice = null)
    {
        ArgumentNullException.ThrowIfNull(metainfo);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(time);
        settings.Check();
        return Task.Run(() => OpenOnDiskAsync(disk, metainfo, Path.GetFullPath(folder), settings, time, ct, choice is { IsAll: true } ? null : choice), ct);
    }

    /// <param name="recheck">
    /// Given what the journal vouches for, which is not taken for granted then, it says which chunks to hash even if they look like holes.
    /// </param>
    private static async Task<PartStore> OpenOnDiskAsync(
        IStoreDisk disk, Metainfo metainfo, string folder, PartStoreSettings settings, TimeProvider time, CancellationToken ct,
        FileChoice? choice = null, Func<Bitfield, Bitfield>? recheck = null)
    {
        var part = PartNames.Part(folder, metainfo.Info);
        var journalPath = PartNames.Journal(folder, metainfo.Info);
        PartJournal? journal = null;
        PartStore? store = null;
        try
        {
            var partKind = disk.Look(part, follow: false)?.Kind;
            var partThere = partKind is not null;
            if (partKind is FileKind.Link or FileKind.Special)
                throw new ForeignPartException(part, partKind == FileKind.Link ? "it is a symbolic link" : "it is no file");
            var journalThere = disk.Look(journalPath, follow: false) is not null;
            if (partThere && !journalThere)
                throw new ForeignPartException(part, "it has no journal, so it is not a download of this program");
            var candidates = recheck is null ? await TargetSearch.LookAsync(metainfo, folder, ct).ConfigureAwait(false) : [];
            var wanted = choice ?? FileChoice.Of(metainfo, []);
            var here = !partThere && !journalThere ? candidates.FirstOrDefault(c => c.Has(wanted)) : null;
            if (!journalThere && here is null)
            {
                // Before anything is made: a download that can't end should not begin.
                CheckRoom(disk, folder, part, RoomFor(metainfo, wanted, candidates));
                Directory.CreateDirectory(folder);
            }

            journal = await PartJournal.OpenAsync(disk, journalPath, metainfo.Info, ct).ConfigureAwait(false);
            if (journal.Foreign is { } why)
                throw new ForeignPartException(part, why);
            if (journal.IsNew && partThere)
                throw new ForeignPartException(part, "its journal is empty");
            if (partThere && (partKind == FileKind.Folder) == metainfo.IsSingleFile)
                throw new ForeignPartException(part, metainfo.IsSingleFile ? "it is a folder" : "it is a file");
            if (here is not null)
            {
                store = new PartStore(disk, metainfo, folder, settings, time, journal, choice);
                store.AdoptPublished(here, journalPath);
                return store;
            }

            if (!partThere && await FindPublishedAsync(metainfo, folder, journal, ct).ConfigureAwait(false) is { } final)
            {
                store = new PartStore(disk, metainfo, folder, settings, time, journal, choice);
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

            var expected = new Bitfield(metainfo.Grid.Count);
            if (partThere && recheck is not null)
            {
                expected = recheck(journal.Chunks.Clone());
                await journal.ResetAsync(metainfo.Info, ct).ConfigureAwait(false);
            }

            store = new PartStore(disk, metainfo, folder, settings, time, journal, choice);
            if (partThere)
            {
                var needed = await store.RecoverAsync(expected, ct).ConfigureAwait(false);
                CheckRoom(disk, folder, part, needed);
            }
            else
            {
                store.PrepareNew();
            }

            await store.TakeOverAsync(candidates, ct).ConfigureAwait(false);
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

    /// <summary>What is wanted, less the files that stay where they are.</summary>
    private static long RoomFor(Metainfo metainfo, FileChoice wanted, IReadOnlyList<Candidate> candidates)
    {
        var files = wanted.Files();
        if (TakeOver.Decide(metainfo, candidates, new Bitfield(metainfo.Grid.Count)).Base is { } here)
            files = files.AndNot(here.Right);
        return files.EnumerateSet().Sum(metainfo.Grid.FileLength);
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

    // A bare file gets its .part at once, even without a byte in it: it shows that a download is going on.
    private void PrepareNew()
    {
        _parts.MakeRoot();
        if (_metainfo.IsSingleFile)
            _parts.Rent(0).Dispose();
        _disk.SyncFolder(_folder);
    }

    /// <summary>Finds out what of an earlier life is here.</summary>
    /// <param name="expected">Chunks that are hashed whatever they look like.</param>
    /// <returns>Bytes that are still to be allocated: what is missing, less what the missing parts have of the disk already.</returns>
    private async Task<long> RecoverAsync(Bitfield expected, CancellationToken ct)
    {
        var verifier = new ChunkVerifier(_metainfo);
        var needed = 0L;
        for (var file = 0; file < Grid.FileCount; file++)
        {
            var range = Grid.ChunksOf(file);
            var facts = _parts.Adopt(file);
            var length = facts?.Stamp.Length ?? 0;
            var found = new List<ChunkIndex>();
            var missing = 0L;
            for (var c = range.First; c < range.End; c++)
            {
                var place = Grid.Locate(Grid.At(c));
                if (place.Offset + place.Length > length)
                    _held.Clear(c);
                else if (!_held[c] && (expected[c] || await HasDataAsync(place, ct).ConfigureAwait(false))
                    && await TorrentCheck.IsGoodAsync(_parts.Pool, verifier, Grid.At(c), ct).ConfigureAwait(false))
                    found.Add(Grid.At(c));
                else if (_held[c])
                    continue;
                if (_choice?.Has(file) != false)
                    missing += place.Length;
            }

            Kept(found);
            missing = long.Max(0, missing - found.Sum(c => (long)Grid.LengthOf(c)));
            needed += long.Min(missing, long.Max(0, Grid.FileLength(file) - (facts?.AllocatedBytes ?? 0)));
        }

        return needed;
    }

    // A hole reads as zeros. Looking at both ends of a chunk tells a hole from data without hashing all the holes; a chunk of data
    // that has zeros at both ends is fetched once more, which costs time and nothing else.
    private async Task<bool> HasDataAsync(ChunkPlace place, CancellationToken ct)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ProbeLength);
        try
        {
            using var lease = _parts.Pool.Rent(place.File);
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
