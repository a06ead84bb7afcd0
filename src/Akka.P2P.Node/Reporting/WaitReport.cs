namespace Akka.P2P.Node.Reporting;

using System.Text.Json.Nodes;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Identity;

/// <summary>Downloads that wait: said once for each reason, with the sources that fail, and once when it is over.</summary>
internal sealed class WaitReport(IReporter reporter)
{
    private readonly Dictionary<TorrentId, string> _waiting = [];

    /// <param name="progress">Of any download.</param>
    /// <param name="label">What to call it; null for the torrent's own name.</param>
    public void Tell(PeerEvents.DownloadProgress progress, string? label)
    {
        var isMoving = progress.Phase >= PeerEvents.DownloadPhase.Fetching;
        if (progress.Detail is not { } detail)
        {
            if (_waiting.Remove(progress.Torrent) && isMoving)
                reporter.Emit("resumed", new JsonObject { ["id"] = progress.Torrent.ToString() });
            return;
        }

        // A first look for the metainfo is no news; a second one is, and so is every wait.
        var isFirst = !_waiting.TryGetValue(progress.Torrent, out var before);
        _waiting[progress.Torrent] = detail;
        if (before == detail || (isFirst && !isMoving))
            return;
        reporter.Say($"{label ?? progress.Name}: {detail}");
        foreach (var trouble in progress.Unreachable)
            reporter.Say(SourceReport.Line(trouble));
        reporter.Emit("waiting", new JsonObject
        {
            ["id"] = progress.Torrent.ToString(),
            ["detail"] = detail,
            ["unreachable"] = SourceReport.ToJson(progress.Unreachable),
        });
    }
}
