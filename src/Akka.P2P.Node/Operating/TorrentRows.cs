namespace Akka.P2P.Node.Operating;

using System.Collections.Immutable;
using Akka.P2P.Actors.Operating;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Identity;
using Akka.P2P.Node.Hosting;
using Akka.P2P.Protocol;

/// <summary>Puts together what the node means to do with a torrent, what its peer is doing, and what trackers say.</summary>
internal static class TorrentRows
{
    /// <param name="duties">What the node means to do.</param>
    /// <param name="isBusy">Whether somebody changes it at the moment.</param>
    /// <param name="peer">What it is doing.</param>
    /// <param name="listed">What trackers list; empty when they were not asked.</param>
    /// <param name="withListed">Whether to add what only they know.</param>
    /// <returns>First what is here, then what is not, each in the order of the ids.</returns>
    public static ImmutableArray<TorrentRow> Of(
        ImmutableArray<Duty> duties, Func<TorrentId, bool> isBusy, PeerCommands.PeerStatus peer,
        ImmutableArray<TrackerProtocol.TorrentSummary> listed, bool withListed)
    {
        var downloads = peer.Downloads.ToDictionary(d => d.Torrent);
        var seeds = peer.Seeds.ToDictionary(s => s.Torrent);
        var swarms = listed.GroupBy(t => t.Torrent).ToDictionary(same => same.Key, same => same.First());
        var here = duties.Select(d => Row(
            d, isBusy(d.Torrent), downloads.GetValueOrDefault(d.Torrent), seeds.GetValueOrDefault(d.Torrent), swarms.GetValueOrDefault(d.Torrent)));
        var known = duties.Select(d => d.Torrent).ToHashSet();
        var elsewhere = withListed ? swarms.Values.Where(t => !known.Contains(t.Torrent)).OrderBy(t => t.Torrent).Select(Row) : [];
        return [.. here, .. elsewhere];
    }

    private static TorrentRow Row(TrackerProtocol.TorrentSummary listed) =>
        new(listed.Torrent, listed.Name, TorrentState.Listed, listed.Length, 0) { Seeders = listed.Seeders, Leechers = listed.Leechers };

    private static TorrentRow Row(
        Duty duty, bool isBusy, PeerEvents.DownloadProgress? download, PeerCommands.SeedStatus? seed, TrackerProtocol.TorrentSummary? listed)
    {
        // Of a choice of files that are fetched, theirs.
        var total = download is { BytesTotal: > 0 } running ? running.BytesTotal : duty.Metainfo?.TotalLength ?? listed?.Length ?? 0;
        var share = duty as Share;
        return new TorrentRow(
            duty.Torrent, duty.Metainfo?.Name ?? listed?.Name ?? "", StateOf(duty, isBusy, download), total,
            share?.BytesHeld ?? download?.BytesHeld ?? 0)
        {
            DownBytesPerSecond = download?.BytesPerSecond ?? 0,
            UpBytesPerSecond = seed?.BytesPerSecond ?? 0,
            BytesSent = seed?.BytesSent ?? 0,
            Seeders = listed?.Seeders,
            Leechers = listed?.Leechers,
            Path = share?.Path ?? (duty as Download)?.Folder,
            Detail = duty.Reason ?? download?.Detail,
            Place = download?.Place,
            Priority = (duty as Download)?.Options.Priority,
        };
    }

    private static TorrentState StateOf(Duty duty, bool isBusy, PeerEvents.DownloadProgress? download)
    {
        if (isBusy)
            return TorrentState.Busy;
        if (duty.State != DutyState.Active)
            return duty.State == DutyState.Paused ? TorrentState.Paused : TorrentState.Failed;
        if (duty is Share)
            return TorrentState.Sharing;
        return download?.Phase switch
        {
            // It is about to begin, or has ended this moment.
            null => TorrentState.Opening,
            PeerEvents.DownloadPhase.Queued => TorrentState.Queued,
            PeerEvents.DownloadPhase.Resolving => TorrentState.Resolving,
            PeerEvents.DownloadPhase.Opening => TorrentState.Opening,
            PeerEvents.DownloadPhase.Fetching => TorrentState.Fetching,
            PeerEvents.DownloadPhase.Stalled => TorrentState.Stalled,
            PeerEvents.DownloadPhase.Paused => TorrentState.DiskRefuses,
            _ => TorrentState.Publishing,
        };
    }
}
