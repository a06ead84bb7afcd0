namespace Akka.P2P.Node.Hosting;

using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Identity;
using Akka.P2P.Node.Reporting;

/// <summary>Follows a torrent that is seeded by hand, which regularly goes on until the user ends it.</summary>
internal static class SeedWatch
{
    /// <exception cref="CommandException">It can't be served any longer.</exception>
    public static async Task UntilInterruptedAsync(NodeHost host, TorrentId id, IReporter reporter, CancellationToken cancellation)
    {
        try
        {
            await foreach (var happened in host.EventsAsync(cancellation))
            {
                switch (happened)
                {
                    case PeerEvents.SeedingFailed failed when failed.Torrent == id:
                        throw new CommandException(ExitCode.Failed, $"No longer seeding: {failed.Reason}");
                    case PeerEvents.AddressChecked check:
                        ReachReport.Tell(reporter, check);
                        break;
                    case NodeRebuilt rebuilt:
                        RebuildReport.Tell(reporter, rebuilt);
                        break;
                    case PeerEvents.TrackerLost lost:
                        reporter.Say($"The tracker at {lost.Tracker} is lost ({lost.Reason.TrimEnd('.')}); trying on.");
                        break;
                    default:
                        break;
                }
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            reporter.Say("Stopping to seed.");
        }
    }
}
