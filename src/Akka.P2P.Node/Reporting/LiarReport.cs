namespace Akka.P2P.Node.Reporting;

using Akka.P2P.Actors.Peers;

/// <summary>A source lied: who, and the evidence.</summary>
internal static class LiarReport
{
    public static void Tell(IReporter reporter, PeerEvents.SourceBanned banned) =>
        reporter.Say($"{banned.Peer.Address} lied and is refused from now on: {string.Join(", ", banned.Evidence)}");
}
