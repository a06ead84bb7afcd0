namespace Akka.P2P.Actors.Peers;

using System.Collections.Immutable;
using Akka.Actor;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Protocol;

/// <summary>Questions that take several messages to answer; asked outside of any actor, and piped back by whoever starts them.</summary>
internal static class TrackerQueries
{
    // More torrents than this one list never holds: a tracker that always names a next page must not keep us for ever.
    private const int MaxPages = 100_000;

    /// <summary>The whole list of every tracker, merged.</summary>
    public static async Task<ILocalMessage> ListAsync(
        INodeLocator locator, ImmutableArray<PeerAddress> trackers, string prefix, TimeSpan timeout)
    {
        var answers = await Task.WhenAll(trackers.Select(t => ListOneAsync(locator.Tracker(t), t, prefix, timeout)));
        if (answers.FirstOrDefault(a => a.Refusal is not null).Refusal is { } refusal)
            return new PeerCommands.CommandRefused(OperationCode.GetList, refusal.Code, WireGuard.Text(refusal.Reason, 300));
        ImmutableArray<PeerAddress> silent = [.. answers.Where(a => a.Torrents is null).Select(a => a.Tracker)];
        if (silent.Length == trackers.Length)
        {
            return new PeerCommands.CommandRefused(
                OperationCode.GetList, ReturnCode.Unreachable,
                trackers.IsEmpty ? "No tracker is configured." : $"No tracker answers: {string.Join(", ", silent)}.");
        }

        var merged = answers.SelectMany(a => a.Torrents ?? []).GroupBy(t => t.Torrent)
            .Select(same => same.MaxBy(t => t.Seeders + t.Leechers)!).OrderBy(t => t.Torrent);
        return new PeerCommands.TorrentList([.. merged], silent);
    }

    /// <summary>
    /// A torrent's metainfo from one node, verified. The first page says how long it is; from then on several are on their way.
    /// </summary>
    /// <returns>Null when the node does not have it.</returns>
    /// <exception cref="MetainfoException">The node sent what is not this torrent's.</exception>
    /// <exception cref="AskTimeoutException">The node is silent.</exception>
    public static async Task<Metainfo?> MetainfoAsync(
        ICanTell node, TorrentId torrent, bool isTracker, TimeSpan timeout, CancellationToken ct)
    {
        var assembler = new MetainfoAssembler(torrent);
        var asked = new Queue<(int Offset, Task<object> Answer)>();
        var (next, pageBytes) = (0, 0);
        while (assembler.Result is null)
        {
            ct.ThrowIfCancellationRequested();
            while (asked.Count == 0 || (asked.Count < WireLimits.MaxPagesOnTheWay && pageBytes > 0 && next < assembler.TotalLength))
            {
                asked.Enqueue((next, RepeatedQuestion.AskAsync(node, Page(next), timeout, ct)));
                next += pageBytes;
            }

            var (offset, answer) = asked.Dequeue();
            // A page without bytes would bring us no further, for ever.
            if (await answer is not MetainfoData { Bytes.Length: > 0 } data || data.Torrent != torrent || data.Offset != offset)
                return null;
            assembler.Add(new MetainfoPage(data.InfoLength, data.TotalLength, data.Offset, data.Bytes));
            if (data.Bytes.Length == pageBytes || assembler.Result is not null)
                continue;
            // The first page, or one of another length than those before: what is on the way does not begin where the next one must.
            asked.Clear();
            (next, pageBytes) = (assembler.NextOffset, data.Bytes.Length);
        }

        return assembler.Result;

        object Page(int offset) => isTracker
            ? new TrackerProtocol.GetTorrent(Guid.NewGuid(), torrent, offset)
            : new PeerProtocol.GetMetainfo(Guid.NewGuid(), torrent, offset);
    }

    private static async Task<(PeerAddress Tracker, List<TrackerProtocol.TorrentSummary>? Torrents, TrackerProtocol.Refused? Refusal)>
        ListOneAsync(ICanTell tracker, PeerAddress address, string prefix, TimeSpan timeout)
    {
        var torrents = new List<TrackerProtocol.TorrentSummary>();
        var after = default(TorrentId);
        for (var i = 0; i < MaxPages; i++)
        {
            object answer;
            try
            {
                answer = await RepeatedQuestion.AskAsync(
                    tracker, new TrackerProtocol.ListTorrents(Guid.NewGuid(), prefix, after, WireLimits.MaxTorrentsInPage), timeout);
            }
            catch (AskTimeoutException)
            {
                return (address, null, null);
            }

            if (answer is TrackerProtocol.Refused refused)
                return (address, null, refused);
            if (answer is not TrackerProtocol.TorrentPage page)
                return (address, null, null);
            torrents.AddRange(WireGuard.Items(page.Torrents, WireLimits.MaxTorrentsInPage).Where(t => t is { Name: not null }));
            // Ids only grow from page to page; a list that doesn't would have no end.
            if (page.Next == default || page.Next <= after)
                break;
            after = page.Next;
        }

        return (address, torrents, null);
    }
}
