namespace Akka.P2P.Node.Reporting;

using System.Text.Json.Nodes;
using Akka.P2P.Actors.Peers;

/// <summary>A source lied: who, and the evidence.</summary>
internal static class LiarReport
{
    public static void Tell(IReporter reporter, PeerEvents.SourceBanned banned)
    {
        reporter.Say($"{banned.Peer.Address} lied and is refused from now on: {string.Join(", ", banned.Evidence)}");
        reporter.Emit("banned", new JsonObject
        {
            ["id"] = banned.Torrent.ToString(),
            ["peer"] = banned.Peer.Id.ToString(),
            ["address"] = banned.Peer.Address.ToString(),
            ["evidence"] = SourceReport.ToJson(banned.Evidence),
        });
    }
}
