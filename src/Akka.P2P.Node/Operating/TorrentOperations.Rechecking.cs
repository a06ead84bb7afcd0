namespace Akka.P2P.Node.Operating;

using System.Collections.Immutable;
using Akka.P2P.Actors.Operating;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Node.Hosting;
using Akka.P2P.Storage;
using Akka.P2P.Storage.Hashing;
using Akka.P2P.Storage.Parts;
using static Akka.P2P.Actors.Operating.NodeCommands;

/// <content>
/// What lies on the disk is hashed again. It rests meanwhile, so that nothing changes under the hashing; what is wrong is fetched again
/// where this node fetched it before, by making a partial download of it. Files of somebody else are never written to.
/// </content>
internal sealed partial class TorrentOperations
{
    private const int MaxProblems = 20;
    private readonly HashTurns _hashing = new();

    public async Task<TorrentRechecked> RecheckAsync(string torrent, CancellationToken cancellation)
    {
        var duty = ChooseHere(torrent);
        if (duty.Metainfo is not { } metainfo || duty is Share { Path: null } or Download { Folder: null })
            throw new CommandException(ExitCode.Failed, $"{Called(duty)} has nothing on the disk that could be hashed.");
        using var hold = host.Duties.Take(duty.Torrent);
        using var turn = await _hashing.TakeAsync(cancellation);
        var wasPaused = duty.State == DutyState.Paused;
        if (duty.State == DutyState.Active)
        {
            await host.ExclusivelyAsync(async () =>
            {
                await host.EndAsync(duty, forGood: false);
                return true;
            });
        }

        var rechecked = await HashAndGoOnAsync(duty, metainfo, wasPaused, cancellation);
        await host.SaveDutiesAsync();
        return rechecked;
    }

    /// <summary>Whatever happens, it does not rest longer than it has to, or says why it does.</summary>
    private async Task<TorrentRechecked> HashAndGoOnAsync(Duty duty, Metainfo metainfo, bool wasPaused, CancellationToken cancellation)
    {
        try
        {
            var (next, found) = duty is Share share
                ? await RecheckShareAsync(share, metainfo, cancellation)
                : (duty, await RecheckPartAsync(metainfo, ((Download)duty).Folder!, cancellation));
            return await GoOnAsync(next, found, wasPaused);
        }
        catch (Exception e)
        {
            var why = e is ChunkStoreException or CommandException ? e.Message : $"It could not be hashed: {e.Message}";
            host.Duties.Set(duty.Torrent, wasPaused ? DutyState.Paused : DutyState.Failed, wasPaused ? null : why);
            throw e is ChunkStoreException ? new CommandException(ExitCode.Failed, e.Message, e) : e;
        }
    }

    private async Task<TorrentRechecked> GoOnAsync(Duty next, TorrentRechecked found, bool wasPaused)
    {
        if (found.Outcome == RecheckOutcome.Withdrawn)
        {
            host.Duties.Set(next.Torrent, DutyState.Failed, $"{found.BadCount} of {found.Chunks} chunks are wrong.");
            return found;
        }

        if (wasPaused)
        {
            host.Duties.Set(next.Torrent, DutyState.Paused);
            return found with { Outcome = RecheckOutcome.Paused };
        }

        await host.ExclusivelyAsync(() => BeginAgainAsync(next));
        return found;
    }

    private static async Task<TorrentRechecked> RecheckPartAsync(Metainfo metainfo, string folder, CancellationToken cancellation, Bitfield? expected = null)
    {
        var grid = metainfo.Grid;
        var part = await PartStore.RecheckAsync(metainfo, folder, PartStoreSettings.Default, TimeProvider.System, expected, cancellation)
            ?? new RecheckedPart(new Bitfield(grid.Count), new Bitfield(grid.Count));
        var bad = part.Before.AndNot(part.Good);
        return Rechecked(metainfo, part.Good.Count, bad, [], RecheckOutcome.Fetching);
    }

    /// <returns>What it is from now on: shared with new stamps, or fetched again.</returns>
    private async Task<(Duty Next, TorrentRechecked Found)> RecheckShareAsync(Share share, Metainfo metainfo, CancellationToken cancellation)
    {
        var path = share.Path!;
        var before = LookOrNull(metainfo, path, share.Choice);
        var chosen = share.Choice?.Chunks() ?? Bitfield.Full(metainfo.Grid.Count);
        var check = await new TorrentCheck(Environment.ProcessorCount).CheckAsync(metainfo, path, null, cancellation);
        var bad = chosen.AndNot(check.Good);
        // Files that nobody wants are missing, and nothing is wrong with that.
        if (share.IsPart ? bad.IsEmpty && before is not null : check.IsGood)
        {
            if (before is null || LookOrNull(metainfo, path, share.Choice) is not { } after || !after.SequenceEqual(before))
                throw new CommandException(ExitCode.Failed, $"{path} changed while it was hashed: ask again when nobody writes to it.");
            var again = new Share(metainfo, path, after, share.Folder, share.Only) { State = share.State };
            host.Duties.Shared(again);
            return (again, Rechecked(metainfo, check.Good.Count, bad, [], RecheckOutcome.Shared));
        }

        if (share.Folder is null)
            return (share, Rechecked(metainfo, check.Good.Count, bad, check.Problems, RecheckOutcome.Withdrawn));
        return (await FetchAgainAsync(share, metainfo, check.Good, cancellation),
            Rechecked(metainfo, check.Good.Count, bad, check.Problems, RecheckOutcome.Fetching));
    }

    /// <summary>What is right of it becomes a partial download, which goes on from there.</summary>
    private async Task<Download> FetchAgainAsync(Share share, Metainfo metainfo, Bitfield good, CancellationToken cancellation)
    {
        var folder = Path.GetDirectoryName(share.Path!)!;
        var target = host.Target(folder, share.Only);
        if (Path.Exists(share.Path))
            await PartStore.DemoteAsync(metainfo, share.Path, cancellation);
        // From here on it lies in the part: whoever comes next, after a crash as well, must look there.
        var download = new Download(metainfo.Id, metainfo, target.OpenAsync, [], target.Folder, new SourceMemory())
        {
            State = share.State,
            Options = new DownloadOptions { Only = share.Only },
        };
        host.Duties.Fetched(download);
        await RecheckPartAsync(metainfo, target.Folder, cancellation, good);
        return download;
    }

    private static IReadOnlyList<FileStamp>? LookOrNull(Metainfo metainfo, string path, FileChoice? choice)
    {
        try
        {
            return SourceStore.Look(metainfo, path, choice?.Files());
        }
        catch (ChunkStoreException)
        {
            // Something is missing or has another length, which the check says better.
            return null;
        }
    }

    private static TorrentRechecked Rechecked(Metainfo metainfo, int good, Bitfield bad, IReadOnlyList<string> problems, RecheckOutcome outcome) => new(
        metainfo.Id, metainfo.Name, metainfo.Grid.Count, good, bad.Runs(MaxProblems), bad.Count, [.. problems.Take(MaxProblems)], outcome);

    private static async Task<bool> DeleteAsync(Download download)
    {
        if (download is not { Metainfo: { } metainfo, Folder: { } folder })
            return false;
        try
        {
            return await PartStore.DeleteAsync(metainfo, folder, CancellationToken.None);
        }
        catch (ChunkStoreException e)
        {
            throw new CommandException(ExitCode.Failed, $"The download was cancelled, but what it fetched is still there: {e.Message}", e);
        }
    }
}
