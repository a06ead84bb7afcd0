namespace Akka.P2P.Node.Operating;

using System.Collections.Immutable;
using Akka.P2P.Actors.Operating;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;
using Akka.P2P.Node.Hosting;
using Akka.P2P.Protocol;
using static Akka.P2P.Actors.Operating.NodeCommands;

/// <summary>
/// What an operator does with torrents of a running node, from a console of whatever kind. Each either does what it says and has written it
/// down, or throws a <see cref="CommandException"/> with the sentence for the operator. A torrent is named by the beginning of its id.
/// </summary>
internal sealed partial class TorrentOperations(NodeHost host)
{
    /// <param name="askTrackers">Whether what trackers list and this node does not have is wanted, too.</param>
    public async Task<TorrentTable> ListAsync(bool askTrackers)
    {
        MustBePeer();
        var (listed, problem) = askTrackers ? await ListedAsync("") : ([], null);
        return new TorrentTable(await RowsAsync(listed, withListed: true), problem);
    }

    public async Task<TorrentView> ShowAsync(string torrent)
    {
        MustBePeer();
        var prefix = Prefix(torrent);
        var (listed, _) = await ListedAsync(prefix.Digits);
        var id = Choose(prefix, Here().Concat(listed.Select(t => new Candidate(t.Torrent, t.Name))));
        var row = (await RowsAsync([.. listed.Where(t => t.Torrent == id)], withListed: true)).Single(r => r.Torrent == id);
        var metainfo = host.Duties.Find(id)?.Metainfo;
        return new TorrentView(row, await StatusAsync(id), metainfo is null ? null : new TorrentShape(metainfo.Files.Length, metainfo.Grid.ChunkLength, metainfo.Grid.Count))
        {
            Magnet = metainfo is null ? null : host.MagnetOf(metainfo),
            Members = [.. listed.Where(t => t.Torrent == id).SelectMany(t => WireGuard.Items(t.Members, WireLimits.MaxMembersInSummary)).Select(m => m.Peer.Id)],
        };
    }

    public async Task<TorrentPaused> PauseAsync(string torrent)
    {
        var duty = ChooseHere(torrent);
        if (duty.State == DutyState.Failed)
            throw new CommandException(ExitCode.Failed, $"{Called(duty)} is not under way: it failed ({duty.Reason?.TrimEnd('.')}).");
        using (host.Duties.Take(duty.Torrent))
        {
            await host.ExclusivelyAsync(async () =>
            {
                if (duty.State == DutyState.Active)
                    await host.EndAsync(duty, forGood: false);
                host.Duties.Set(duty.Torrent, DutyState.Paused);
                return true;
            });
        }

        await host.SaveDutiesAsync();
        return new TorrentPaused(duty.Torrent, NameOf(duty));
    }

    public async Task<TorrentResumed> ResumeAsync(string torrent)
    {
        MustNotDrain();
        var duty = ChooseHere(torrent);
        if (duty.State == DutyState.Active)
            throw new CommandException(ExitCode.Failed, $"{Called(duty)} is under way: there is nothing to resume.");
        using (host.Duties.Take(duty.Torrent))
            await host.ExclusivelyAsync(() => BeginAgainAsync(duty));
        await host.SaveDutiesAsync();
        return new TorrentResumed(duty.Torrent, NameOf(duty), duty is Share);
    }

    public async Task<TorrentPrioritized> PrioritizeAsync(string torrent, DownloadPriority priority)
    {
        var duty = ChooseHere(torrent);
        if (duty is not Download download)
            throw new CommandException(ExitCode.Failed, $"{Called(duty)} is here already: there is nothing to wait for.");
        int place;
        using (host.Duties.Take(duty.Torrent))
            place = await host.ExclusivelyAsync(() => host.PrioritizeAsync(download, priority));
        await host.SaveDutiesAsync();
        return new TorrentPrioritized(duty.Torrent, NameOf(duty), priority, place);
    }

    /// <param name="deleteData">Whether what was fetched so far is taken away.</param>
    public async Task<TorrentCancelled> CancelAsync(string torrent, bool deleteData)
    {
        var duty = ChooseHere(torrent);
        if (duty is not Download download)
            throw new CommandException(ExitCode.Failed, $"{Called(duty)} is whole: there is no download to cancel. To share it no longer, remove it.");
        var isDeleted = false;
        using (host.Duties.Take(duty.Torrent))
        {
            await host.ExclusivelyAsync(async () =>
            {
                if (duty.State == DutyState.Active)
                    await host.EndAsync(duty, forGood: true);
                host.Duties.Remove(duty.Torrent);
                host.Limits.Forget(duty.Torrent);
                return true;
            });
            if (deleteData)
                isDeleted = await DeleteAsync(download);
        }

        await host.SaveDutiesAsync();
        return new TorrentCancelled(duty.Torrent, NameOf(duty), isDeleted);
    }

    public async Task<TorrentRemoved> RemoveAsync(string torrent)
    {
        var duty = ChooseHere(torrent);
        if (duty is Download && duty.State != DutyState.Failed)
            throw new CommandException(ExitCode.Failed, $"{Called(duty)} is being fetched: cancel it.");
        using (host.Duties.Take(duty.Torrent))
        {
            await host.ExclusivelyAsync(async () =>
            {
                if (duty.State == DutyState.Active)
                    await host.EndAsync(duty, forGood: true);
                host.Duties.Remove(duty.Torrent);
                host.Limits.Forget(duty.Torrent);
                return true;
            });
        }

        await host.SaveDutiesAsync();
        return new TorrentRemoved(duty.Torrent, NameOf(duty), (duty as Share)?.Path);
    }

    private static string NameOf(Duty duty) => duty.Metainfo?.Name ?? "";

    private static string Called(Duty duty) => duty.Metainfo is { } known ? $"{known.Name} ({duty.Torrent.ShortText})" : $"Torrent {duty.Torrent.ShortText}";

    private static TorrentIdPrefix Prefix(string text) => TorrentIdPrefix.TryParse(text, out var prefix)
        ? prefix!
        : throw new CommandException(ExitCode.WrongUsage, $"'{text}' is no torrent id: an id, or the beginning of one, is made of hex digits.");

    private static TorrentId Choose(TorrentIdPrefix prefix, IEnumerable<Candidate> known) => TorrentChoice.Of(prefix, known) switch
    {
        [] => throw new CommandException(ExitCode.NoSuchTorrent, $"There is no torrent {prefix} here."),
        [var one] => one.Torrent,
        var several => throw Ambiguous(prefix.Digits, several),
    };

    private static CommandException Ambiguous(string prefix, ImmutableArray<Candidate> several) =>
        new(ExitCode.NoSuchTorrent, $"{prefix} is the beginning of several ids, so say more of it.")
        {
            Candidates = [.. several.Select(c => $"{c.Torrent}  {c.Name}".TrimEnd())],
        };

    private Duty ChooseHere(string torrent)
    {
        MustBePeer();
        return host.Duties.Find(Choose(Prefix(torrent), Here()))
            ?? throw new CommandException(ExitCode.NoSuchTorrent, $"There is no torrent {torrent} here any more.");
    }

    private IEnumerable<Candidate> Here() => host.Duties.All.Select(d => new Candidate(d.Torrent, NameOf(d)));

    /// <summary>Active from before it is told: what becomes of it at once must find it so.</summary>
    private async Task<bool> BeginAgainAsync(Duty duty)
    {
        var (state, reason) = (duty.State, duty.Reason);
        host.Duties.Set(duty.Torrent, DutyState.Active);
        try
        {
            await host.BeginAsync(duty);
            return true;
        }
        catch
        {
            host.Duties.Set(duty.Torrent, state, reason);
            throw;
        }
    }

    private async Task<ImmutableArray<TorrentRow>> RowsAsync(ImmutableArray<TrackerProtocol.TorrentSummary> listed, bool withListed)
    {
        var status = await host.AskPeerAsync<PeerCommands.PeerStatus>(new PeerCommands.GetStatus());
        return TorrentRows.Of(host.Duties.All, host.Duties.IsBusy, status, listed, withListed);
    }

    private async Task<PeerCommands.TorrentStatus?> StatusAsync(TorrentId id)
    {
        try
        {
            return await host.AskPeerAsync<PeerCommands.TorrentStatus>(new PeerCommands.ShowTorrent(id));
        }
        catch (CommandException e) when (e.Code == ExitCode.NoSuchTorrent)
        {
            return null;
        }
    }

    private async Task<(ImmutableArray<TrackerProtocol.TorrentSummary> Torrents, string? Problem)> ListedAsync(string prefix)
    {
        try
        {
            return host.Trackers.Count == 0 ? ([], "No tracker is configured.") : (await host.ListAsync(prefix), null);
        }
        catch (CommandException e)
        {
            return ([], e.Message);
        }
    }

    private void MustBePeer()
    {
        if (!host.Settings.IsPeer)
            throw new CommandException(ExitCode.Failed, "This node is only a tracker: it shares and fetches nothing (akka.p2p.node.roles).");
    }

    private void MustNotDrain()
    {
        if (host.IsDraining)
            throw new CommandException(ExitCode.Failed, "This node is being drained: it takes no new work.");
    }
}
