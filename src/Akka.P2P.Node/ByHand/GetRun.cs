namespace Akka.P2P.Node.ByHand;

using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Akka.P2P.Core.Identity;
using Akka.P2P.Node.CommandLine;
using Akka.P2P.Node.Hosting;
using Akka.P2P.Node.Reporting;

/// <summary><c>akka-p2p get</c>: one download, from all who have parts of it, into one folder.</summary>
internal sealed class GetRun(GetRequest request, IReporter reporter)
{
    public async Task<ExitCode> RunAsync(CancellationToken cancellation)
    {
        var what = TorrentReference.Parse(request.What);
        await using var host = await NodeHost.StartAsync(ByHandConfig.Build(Trackers(what), request.Bind, request.Advertise, request.Sets));
        var id = await ResolveAsync(host, what, cancellation);
        var folder = Targets.Folder(request.To);
        await host.DownloadAsync(id, what.Metainfo, Targets.In(folder), what.Peers);
        reporter.Emit("started", new JsonObject { ["id"] = id.ToString() });

        // All trackers and eight peers are asked at once, then the next eight: each round may take its time, and one is for the pauses.
        var patience = host.Settings.TrackerTimeout * ((what.Peers.Length / 8) + 2);
        var finished = await TransferWatch.UntilDoneAsync(host, id, label: null, reporter, cancellation, patience);
        await reporter.ProgressEndedAsync();
        Describe(host, finished);
        if (!request.Seed)
            return ExitCode.Done;

        reporter.Say("Seeding until Ctrl+C.");
        await SeedWatch.UntilInterruptedAsync(host, id, reporter, cancellation);
        return ExitCode.Done;
    }

    private IReadOnlyList<PeerAddress> Trackers(TorrentReference what)
    {
        if (request.Trackers.Count > 0)
            return request.Trackers;
        if (what.Trackers.Length > 0)
            return what.Trackers;
        if (what.IsLink && !what.Peers.IsEmpty)
            return [];
        if (what.IsLink)
            throw new CommandException(ExitCode.WrongUsage, "That link names no tracker and no peer: say which tracker knows it, with --tracker HOST:PORT.");

        return ByHandConfig.OrLocal([]);
    }

    private static async Task<TorrentId> ResolveAsync(NodeHost host, TorrentReference what, CancellationToken cancellation)
    {
        // A link that names peers can do without any tracker.
        if (what.Id is { } known && !what.Peers.IsEmpty)
            return known;

        await TrackerDial.EnsureAnyListensAsync(host.Trackers, host.Settings.TrackerTimeout, cancellation);
        var found = await host.ListAsync(what.Prefix);
        return found switch
        {
            [] => throw new CommandException(ExitCode.NoSuchTorrent, $"No tracker at {string.Join(", ", host.Trackers)} knows a torrent {what.Prefix}: 'akka-p2p list' shows what is there."),
            [var one] => one.Torrent,
            _ => throw new CommandException(
                ExitCode.NoSuchTorrent,
                $"{what.Prefix} is the beginning of {found.Length} ids, so say more of it: {string.Join(", ", found.Take(5).Select(t => $"{t.Torrent} ({t.Name})"))}."),
        };
    }

    private void Describe(NodeHost host, Actors.Peers.PeerEvents.DownloadFinished finished)
    {
        var leecher = Outcome.Of(host.Settings.Name, finished, ImmutableDictionary<PeerId, string>.Empty);
        foreach (var line in leecher.Lines())
            reporter.Say(line);
        reporter.Emit("done", new JsonObject
        {
            ["id"] = finished.Torrent.ToString(),
            ["verified"] = true,
            ["bytes"] = finished.Bytes,
            ["seconds"] = leecher.Seconds,
            ["path"] = finished.Path,
            ["leechers"] = new JsonArray(leecher.ToJson()),
        });
    }
}
