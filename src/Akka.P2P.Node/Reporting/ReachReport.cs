namespace Akka.P2P.Node.Reporting;

using System.Text.Json.Nodes;
using Akka.P2P.Actors.Peers;

/// <summary>What a tracker's call back to our own address means for the user.</summary>
internal static class ReachReport
{
    public static void Tell(IReporter reporter, PeerEvents.AddressChecked check)
    {
        if (check.IsReachable)
            return;
        reporter.Warn($"Others can't reach this node at {check.Address}: say --advertise HOST[:PORT] or open the port.");
        reporter.Emit("unreachable", new JsonObject { ["address"] = check.Address.ToString(), ["tracker"] = check.Tracker.ToString() });
    }
}
