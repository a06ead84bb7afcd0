namespace Akka.P2P.Node.Hosting;

using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Identity;
using Akka.P2P.Node.Reporting;

/// <summary>Follows one download to its end.</summary>
internal static class TransferWatch
{
    /// <param name="label">What to call it; null for the torrent's own name.</param>
    /// <param name="patience">How long nobody may be there who has the metainfo; for ever without it.</param>
    /// <exception cref="CommandException">The download failed, or nobody who was named answers.</exception>
    public static async Task<PeerEvents.DownloadFinished> UntilDoneAsync(
        NodeHost host, TorrentId id, string? label, IReporter reporter, CancellationToken cancellation, TimeSpan? patience = null)
    {
        var began = TimeProvider.System.GetTimestamp();
        var waits = new WaitReport(reporter);
        await foreach (var happened in host.EventsAsync(cancellation))
        {
            switch (happened)
            {
                case PeerEvents.DownloadProgress { Phase: PeerEvents.DownloadPhase.Resolving } stuck
                    when stuck.Torrent == id && TimeProvider.System.GetElapsedTime(began) > patience:
                    throw new CommandException(
                        ExitCode.NothingReachable,
                        $"Nobody gave us the torrent's metainfo. {stuck.Detail} Is somebody there who has it, and is the address right?");
                case PeerEvents.DownloadProgress progress when progress.Torrent == id:
                    if (IsMoving(progress))
                        reporter.Progress(View(progress, label));
                    waits.Tell(progress, label);
                    break;
                case PeerEvents.DownloadFinished finished when finished.Torrent == id:
                    reporter.Progress(new TransferView(label ?? finished.Name, id.ToString(), finished.Bytes, finished.Bytes, 0, finished.Sources.Count(s => s.Bytes > 0)));
                    return finished;
                case PeerEvents.DownloadFailed failed when failed.Torrent == id:
                    throw new CommandException(ReturnCodes.ExitCodeOf(failed.Code), failed.Reason);
                case PeerEvents.AddressChecked check:
                    ReachReport.Tell(reporter, check);
                    break;
                case NodeRebuilt rebuilt:
                    RebuildReport.Tell(reporter, rebuilt);
                    break;
                case PeerEvents.SourceBanned banned when banned.Torrent == id:
                    LiarReport.Tell(reporter, banned);
                    break;
                default:
                    break;
            }
        }

        throw new CommandException(ExitCode.Failed, "The node stopped before the download was done.");
    }

    /// <summary>Before that there is no size, so nothing to show a part of.</summary>
    public static bool IsMoving(PeerEvents.DownloadProgress progress) => progress.Phase >= PeerEvents.DownloadPhase.Fetching;

    public static TransferView View(PeerEvents.DownloadProgress progress, string? label) => new(
        label ?? (progress.Name.Length > 0 ? progress.Name : progress.Torrent.ShortText),
        progress.Torrent.ToString(),
        progress.BytesHeld,
        progress.BytesTotal,
        progress.BytesPerSecond,
        progress.Sources.Count(s => s.IsConnected && !progress.Unreachable.Any(u => u.Peer == s.Peer)))
    {
        Unreachable = progress.Unreachable,
    };
}
