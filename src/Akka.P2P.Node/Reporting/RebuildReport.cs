namespace Akka.P2P.Node.Reporting;

using System.Text.Json.Nodes;
using Akka.P2P.Node.Hosting;

/// <summary>A node that had to begin anew inside its process, and went on.</summary>
internal static class RebuildReport
{
    public static void Tell(IReporter reporter, NodeRebuilt rebuilt)
    {
        reporter.Say($"{rebuilt.QuarantinedBy} had quarantined this node; it was rebuilt and goes on ({rebuilt.Shares} shared, {rebuilt.Downloads} being fetched).");
        reporter.Emit("rebuilt", new JsonObject
        {
            ["quarantinedBy"] = rebuilt.QuarantinedBy,
            ["shares"] = rebuilt.Shares,
            ["downloads"] = rebuilt.Downloads,
        });
    }
}
