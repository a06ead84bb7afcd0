namespace Akka.P2P.Node.Hosting;

using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Identity;
using Akka.P2P.Node.Reporting;

/// <summary>Follows what was shared until a tracker lists it, so that others can find it by its id.</summary>
internal static class Publication
{
    /// <param name="patience">How long trackers may be silent, at least the node's tracker time-out.</param>
    /// <exception cref="CommandException">Every tracker was silent for so long, or one refused it.</exception>
    public static async Task UntilListedAsync(NodeHost host, TorrentId id, CancellationToken cancellation, IReporter? reporter = null, TimeSpan? patience = null)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (patience != Timeout.InfiniteTimeSpan)
            limit.CancelAfter(patience > host.Settings.TrackerTimeout ? patience.Value : host.Settings.TrackerTimeout);
        string? reason = null;
        try
        {
            await foreach (var happened in host.EventsAsync(limit.Token))
            {
                switch (happened)
                {
                    case PeerEvents.TorrentPublished published when published.Torrent == id:
                        return;
                    case PeerEvents.PublishRefused refused when refused.Torrent == id:
                        throw new CommandException(ReturnCodes.ExitCodeOf(refused.Code), $"The tracker {refused.Tracker} refused it: {refused.Reason}");
                    case PeerEvents.TrackerLost lost:
                        reason = lost.Reason;
                        break;
                    case NodeRebuilt rebuilt when reporter is not null:
                        RebuildReport.Tell(reporter, rebuilt);
                        break;
                    case PeerEvents.AddressChecked check when reporter is not null:
                        ReachReport.Tell(reporter, check);
                        break;
                    default:
                        break;
                }
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Told below.
        }

        throw new CommandException(
            ExitCode.NothingReachable,
            $"No tracker answers at {string.Join(", ", host.Trackers)}{(reason is null ? "" : $" ({reason.TrimEnd('.')})")}: is it running, and is the address right?");
    }
}
