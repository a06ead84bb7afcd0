namespace Akka.P2P.Node.Operating;

using System.Collections.Immutable;
using Akka.P2P.Actors.Operating;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Node.Hosting;
using Akka.P2P.Protocol;
using static Akka.P2P.Actors.Operating.NodeCommands;

/// <content>Torrents that are new here.</content>
internal sealed partial class TorrentOperations
{
    /// <summary>Returns once it is served; trackers hear of it afterwards.</summary>
    public async Task<TorrentShared> ShareAsync(string path, CancellationToken cancellation)
    {
        MustBePeer();
        MustNotDrain();
        using var turn = await _hashing.TakeAsync(cancellation);
        var hashed = await SourceHashing.HashAsync(path, null, cancellation);
        var (metainfo, id) = (hashed.Metainfo, hashed.Metainfo.Id);
        var isNew = host.Duties.Find(id) is not Share { State: DutyState.Active, IsPart: false };
        if (isNew)
        {
            using (host.Duties.Take(id))
                await host.ShareAsync(hashed);
            await host.SaveDutiesAsync();
        }

        return new TorrentShared(id, metainfo.Name, hashed.Path, metainfo.TotalLength, host.MagnetOf(metainfo), isNew)
        {
            EmptyFolders = hashed.EmptyFolders.Count,
        };
    }

    /// <param name="reference">An id or the beginning of one, a magnet link, or the path of a <c>.torrent</c>.</param>
    /// <param name="folder">Null for the node's own.</param>
    /// <param name="options">Null for the defaults.</param>
    public async Task<FetchStarted> FetchAsync(string reference, string? folder, DownloadOptions? options = null)
    {
        var chosen = options ?? DownloadOptions.Default;
        MustBePeer();
        MustNotDrain();
        var what = TorrentReference.Parse(reference);
        if (what.Metainfo is { } given)
            _ = Chosen(given, chosen);
        var (id, name) = await ResolveAsync(what);
        if (host.Duties.Find(id) is Share { IsPart: true, State: not DutyState.Failed } part)
            return await FetchMoreAsync(part, folder, chosen);
        if (host.Duties.Find(id) is { } before)
        {
            if (before is Download { State: not DutyState.Failed } under && !under.Options.Only.Select(g => g.Text).SequenceEqual(chosen.Only.Select(g => g.Text)))
                throw new CommandException(ExitCode.Failed, $"{Called(before)} is being fetched with another choice of files: cancel it first, which leaves what it has.");
            if (before is Share { State: not DutyState.Failed } share)
                throw new CommandException(ExitCode.Failed, $"{Called(before)} is here already{(share.Path is { } path ? $", at {path}" : "")}.");
            if (before is Share)
                throw new CommandException(ExitCode.Failed, $"{Called(before)} is here, but can't be shared ({before.Reason?.TrimEnd('.')}): recheck it, or remove it first.");
            if (before.State == DutyState.Paused)
                throw new CommandException(ExitCode.Failed, $"{Called(before)} is here, and paused: resume it.");
        }

        using var hold = host.Duties.Take(id);
        var target = host.Target(folder ?? host.Settings.DownloadFolder, chosen.Only);
        var started = await host.DownloadAsync(id, what.Metainfo, target, what.Peers, chosen);
        await host.SaveDutiesAsync();
        return new FetchStarted(id, what.Metainfo?.Name ?? name, target.Folder, started.Joined) { Place = started.Place };
    }

    /// <summary>Some files of it are here and served. They stay, and those that are wanted besides come beside them.</summary>
    private async Task<FetchStarted> FetchMoreAsync(Share part, string? folder, DownloadOptions options)
    {
        var home = part.Folder ?? Path.GetDirectoryName(part.Path!)!;
        if (folder is not null && Targets.Folder(folder) != home)
            throw new CommandException(ExitCode.Failed, $"Some files of {Called(part)} are here already, in {home}: fetch the others into that folder.");
        using var hold = host.Duties.Take(part.Torrent);
        var all = options with { Only = options.Only.IsEmpty ? [] : [.. part.Only, .. options.Only] };
        // A pattern that fits nothing must not cost what is served.
        _ = Chosen(part.Metainfo, all);
        await host.ExclusivelyAsync(async () =>
        {
            if (part.State == DutyState.Active)
                await host.EndAsync(part, forGood: false);
            host.Duties.Forget(part.Torrent);
            return true;
        });
        try
        {
            var started = await host.DownloadAsync(part.Torrent, part.Metainfo, host.Target(home, all.Only), [], all);
            await host.SaveDutiesAsync();
            return new FetchStarted(part.Torrent, part.Metainfo.Name, home, started.Joined) { Place = started.Place };
        }
        catch (CommandException e)
        {
            part.State = DutyState.Failed;
            part.Reason = e.Message;
            host.Duties.Shared(part);
            throw;
        }
    }

    private static FileChoice Chosen(Metainfo metainfo, DownloadOptions options)
    {
        try
        {
            return FileChoice.Of(metainfo, options.Only);
        }
        catch (NothingChosenException e)
        {
            throw new CommandException(ExitCode.WrongUsage, e.Message, e);
        }
    }

    private async Task<(TorrentId Id, string Name)> ResolveAsync(TorrentReference what)
    {
        // Whoever has the metainfo, or names peers, needs no tracker's list.
        if (what.Id is { } known && (what.Metainfo is not null || !what.Peers.IsEmpty))
            return (known, "");
        ImmutableArray<TrackerProtocol.TorrentSummary> listed;
        try
        {
            listed = host.Trackers.Count == 0 ? [] : await host.ListAsync(what.Prefix);
        }
        catch (CommandException e) when (e.Code == ExitCode.NothingReachable && what.Id is not null)
        {
            // It begins, and finds the metainfo when a tracker is there.
            return (what.Id.Value, "");
        }

        if (TorrentChoice.Of(Prefix(what.Prefix), listed.Select(t => new Candidate(t.Torrent, t.Name))) is { IsEmpty: false } found)
            return found is [var one] ? (one.Torrent, one.Name) : throw Ambiguous(what.Prefix, found);
        throw new CommandException(ExitCode.NoSuchTorrent, host.Trackers.Count == 0
            ? $"This node has no tracker that could know torrent {what.Prefix} (akka.p2p.peer.trackers)."
            : $"No tracker at {string.Join(", ", host.Trackers)} knows a torrent {what.Prefix}.");
    }
}
