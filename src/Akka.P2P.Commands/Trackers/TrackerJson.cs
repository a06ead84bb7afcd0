namespace Akka.P2P.Commands.Trackers;

using System.Text.Json.Nodes;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Commands.Text;
using static Akka.P2P.Actors.Operating.TrackerCommands;

/// <summary>Answers about trackers, for programs.</summary>
internal static class TrackerJson
{
    public static string Of(TrackerOverview? tracker, PeerCommands.PeerStatus? peer) => Json.Line(new JsonObject
    {
        ["tracker"] = tracker is null ? null : new JsonObject
        {
            ["run"] = tracker.Run.ToString(),
            ["uptimeSeconds"] = Json.Seconds(tracker.Uptime),
            ["peers"] = tracker.Peers,
            ["maxPeers"] = tracker.MaxPeers,
            ["swarms"] = tracker.Swarms,
            ["memberships"] = tracker.Memberships,
            ["subscriptions"] = tracker.Subscriptions,
            ["publications"] = tracker.Publications,
            ["leaseSeconds"] = Json.Seconds(tracker.Lease),
        },
        ["registeredAt"] = Json.Array(peer?.Trackers ?? [], t => new JsonObject
        {
            ["address"] = t.Address.ToString(),
            ["registered"] = t.IsConnected,
            ["error"] = t.LastError,
        }),
    });

    public static string Of(RegisteredPeers peers) => Json.Line(new JsonObject
    {
        ["peers"] = Json.Array(peers.All, p => new JsonObject
        {
            ["peer"] = p.Peer.ToString(),
            ["address"] = p.Address.ToString(),
            ["name"] = p.Name,
            ["torrents"] = p.Torrents,
            ["leaseSeconds"] = Json.Seconds(p.LeaseLeft),
        }),
    });

    public static string Of(SwarmMembers swarm) => Json.Line(new JsonObject
    {
        ["id"] = swarm.Torrent.ToString(),
        ["name"] = swarm.Name,
        ["bytes"] = swarm.Bytes,
        ["members"] = Json.Array(swarm.Members, m => new JsonObject
        {
            ["peer"] = m.Peer.ToString(),
            ["address"] = m.Address.ToString(),
            ["name"] = m.Name,
            ["bytesLeft"] = m.BytesLeft,
            ["leaseSeconds"] = Json.Seconds(m.LeaseLeft),
        }),
    });

    public static string Of(PeerEvicted evicted) => Json.Line(new JsonObject
    {
        ["peer"] = evicted.Peer.ToString(),
        ["address"] = evicted.Address.ToString(),
        ["name"] = evicted.Name,
        ["torrents"] = evicted.Torrents,
    });
}
