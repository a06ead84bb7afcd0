namespace Akka.P2P.Commands.Trackers;

using System.Globalization;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Commands.Text;
using static Akka.P2P.Actors.Operating.TrackerCommands;

/// <summary>Answers about trackers, for people.</summary>
internal static class TrackerText
{
    public static IReadOnlyList<string> Of(TrackerOverview? tracker, PeerCommands.PeerStatus? peer)
    {
        List<string> lines = [];
        if (tracker is not null)
        {
            lines.Add($"tracker   up for {Human.Span(tracker.Uptime)}, run {tracker.Run}");
            lines.Add($"peers     {tracker.Peers} of at most {tracker.MaxPeers}, each for {Human.Span(tracker.Lease)} after its last sign of life");
            lines.Add($"swarms    {tracker.Swarms} with {Human.Count(tracker.Memberships, "member", "members")}, {tracker.Subscriptions} watched");
            lines.Add($"arriving  {Human.Count(tracker.Publications, "publication", "publications")}");
        }

        if (peer is not null && peer.Trackers.IsEmpty)
            lines.Add("This node registers with no tracker (akka.p2p.peer.trackers).");
        lines.AddRange((peer?.Trackers ?? []).Select(t =>
            $"at {t.Address}  {(t.IsConnected ? "registered" : "not registered")}{(t.LastError is { } error ? $": {error}" : "")}"));
        return lines;
    }

    public static IReadOnlyList<string> Of(RegisteredPeers peers) => peers.All.IsEmpty
        ? ["No peer is registered."]
        : Columns.Of(
            ["PEER", "ADDRESS", ">TORRENTS", ">LEASE", "NAME"],
            peers.All.Select(p => (string[])[p.Peer.ShortText, p.Address.ToString(), Number(p.Torrents), Human.Span(p.LeaseLeft), p.Name]));

    public static IReadOnlyList<string> Of(SwarmMembers swarm)
    {
        List<string> lines = [$"{swarm.Name} ({Human.Bytes(swarm.Bytes)})  {swarm.Torrent}"];
        lines.AddRange(swarm.Members.IsEmpty
            ? ["Nobody shares or fetches it."]
            : Columns.Of(
                ["PEER", "ADDRESS", ">DONE", ">LEASE", "NAME"],
                swarm.Members.Select(m => (string[])
                [
                    m.Peer.ShortText, m.Address.ToString(), m.BytesLeft == 0 ? "all" : Human.Percent(long.Max(0, swarm.Bytes - m.BytesLeft), swarm.Bytes),
                    Human.Span(m.LeaseLeft), m.Name,
                ])));
        return lines;
    }

    public static IReadOnlyList<string> Of(PeerEvicted evicted) =>
    [
        $"{evicted.Peer.ShortText} at {evicted.Address}{(evicted.Name.Length > 0 ? $" ({evicted.Name})" : "")} is out of {Human.Count(evicted.Torrents, "swarm", "swarms")}. It may register again.",
    ];

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
