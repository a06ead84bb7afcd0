namespace Akka.P2P.Storage.Parts;

using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Storage.Files;

/// <summary>What hashing a partial download again found.</summary>
/// <param name="Before">What its journal vouched for.</param>
/// <param name="Good">What is right, and vouched for now.</param>
public sealed record RecheckedPart(Bitfield Before, Bitfield Good);

/// <content>What somebody asks to be done with a download that is not open: hash all of it again, take it away, or make one of a file.</content>
public sealed partial class PartStore
{
    /// <summary>
    /// Hashes everything that lies in the <c>.part</c>, whatever its journal says; what is wrong is no longer vouched for, and will be fetched
    /// again. A crash in between loses nothing: what is not hashed yet is hashed by the next opening.
    /// </summary>
    /// <param name="expected">Chunks that are worth hashing although they look like holes; null for those that the journal vouches for.</param>
    /// <returns>Null when nothing of the torrent lies there.</returns>
    /// <exception cref="ChunkStoreException">As <see cref="OpenAsync(Metainfo, string, PartStoreSettings, TimeProvider, CancellationToken)"/>.</exception>
    public static Task<RecheckedPart?> RecheckAsync(
        Metainfo metainfo, string folder, PartStoreSettings settings, TimeProvider time, Bitfield? expected, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(metainfo);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(time);
        return Task.Run(() => RecheckOnDiskAsync(RealDisk.Instance, metainfo, Path.GetFullPath(folder), settings, time, expected, ct), ct);
    }

    /// <summary>Takes away the <c>.part</c> of a download and its journal; a finished file is none, and stays.</summary>
    /// <returns>False when there was none of this torrent.</returns>
    /// <exception cref="StoreInUseException">The download is open.</exception>
    /// <exception cref="ForeignPartException">What lies there belongs to something else; it is left alone.</exception>
    /// <exception cref="ChunkStoreException">It can't be removed.</exception>
    public static async Task<bool> DeleteAsync(Metainfo metainfo, string folder, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(metainfo);
        var (disk, root) = (RealDisk.Instance, Path.GetFullPath(folder));
        var (part, path) = (PartNames.Part(root, metainfo.Info), PartNames.Journal(root, metainfo.Info));
        try
        {
            if (disk.Look(path, follow: false) is null)
                return false;
            using (var journal = await PartJournal.OpenAsync(disk, path, metainfo.Info, ct).ConfigureAwait(false))
            {
                if (journal.Foreign is { } why)
                    throw new ForeignPartException(part, why);
                // The part first: a journal without one vouches for nothing, a part without a journal would be nobody's.
                if (Directory.Exists(part))
                    Directory.Delete(part, recursive: true);
                File.Delete(part);
            }

            disk.Delete(path);
            disk.SyncFolder(root);
            return true;
        }
        catch (Exception e) when (DiskErrors.IsDisk(e))
        {
            throw DiskErrors.Translate(e, part);
        }
    }

    /// <summary>
    /// Makes a partial download of a file or folder that was published and is damaged: it gets the name of a <c>.part</c> and a journal that
    /// vouches for nothing yet. A crash between the two leaves the damaged one under its name, and a journal that is in nobody's way.
    /// </summary>
    /// <param name="path">Where it lies: directly in the folder that downloads of it go to.</param>
    /// <exception cref="ForeignPartException">A <c>.part</c> is there already.</exception>
    /// <exception cref="ChunkStoreException">The disk refuses; then nothing has changed.</exception>
    public static async Task DemoteAsync(Metainfo metainfo, string path, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(metainfo);
        var (disk, full) = (RealDisk.Instance, Path.GetFullPath(path));
        var root = Path.GetDirectoryName(full)!;
        var (part, journalPath) = (PartNames.Part(root, metainfo.Info), PartNames.Journal(root, metainfo.Info));
        try
        {
            if (disk.Look(part, follow: false) is not null)
                throw new ForeignPartException(part, "it is a download of the same name");
            using var journal = await PartJournal.OpenAsync(disk, journalPath, metainfo.Info, ct).ConfigureAwait(false);
            if (journal.Foreign is { } why)
                throw new ForeignPartException(part, why);
            await journal.ResetAsync(metainfo.Info, ct).ConfigureAwait(false);
            disk.SyncFolder(root);
            if (!disk.TryMove(full, part))
                throw new ForeignPartException(part, "it is a download of the same name");
            disk.SyncFolder(root);
        }
        catch (Exception e) when (DiskErrors.IsDisk(e))
        {
            throw DiskErrors.Translate(e, full);
        }
    }

    private static async Task<RecheckedPart?> RecheckOnDiskAsync(
        RealDisk disk, Metainfo metainfo, string folder, PartStoreSettings settings, TimeProvider time, Bitfield? expected,
        CancellationToken ct)
    {
        if (disk.Look(PartNames.Part(folder, metainfo.Info), follow: false) is null)
            return null;
        var before = new Bitfield(metainfo.Grid.Count);
        var store = await OpenOnDiskAsync(disk, metainfo, folder, settings, time, ct, recheck: vouched =>
        {
            before = vouched;
            return expected ?? vouched;
        }).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            await store.FlushAsync(ct).ConfigureAwait(false);
            return new RecheckedPart(before, store.Held());
        }
    }
}
