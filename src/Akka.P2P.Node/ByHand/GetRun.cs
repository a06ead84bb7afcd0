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
        var config = ByHandConfig.Build(Trackers(what), request.Bind, request.Advertise, request.Sets);
        if (request.Trackers.Count == 0)
            CheckKind(what, NodeAddress.IsSecured(config));
        await using var host = await NodeHost.StartAsync(config);
        var wait = new TrackerWait(request.Wait, host.Backoff, reporter);
        var id = await ResolveAsync(host, what, wait, cancellation);
        await host.DownloadAsync(id, what.Metainfo, host.Target(request.To, request.Options.Only), what.Peers, request.Options);
        reporter.Emit("started", new JsonObject { ["id"] = id.ToString() });

        // All trackers and eight peers are asked at once, then the next eight: each round may take its time, and one is for the pauses.
        var patience = host.Settings.TrackerTimeout * ((what.Peers.Length / 8) + 2);
        var finished = await TransferWatch.UntilDoneAsync(host, id, label: null, reporter, cancellation, Longer(patience, wait.Left));
        await reporter.ProgressEndedAsync();
        Describe(host, finished);
        if (!request.Seed)
            return ExitCode.Done;

        reporter.Say("Seeding until Ctrl+C.");
        await SeedWatch.UntilInterruptedAsync(host, id, reporter, cancellation);
        return ExitCode.Done;
    }

    private static TimeSpan? Longer(TimeSpan one, TimeSpan? other) => other is { } finite && finite < one ? one : other;

    private static void CheckKind(TorrentReference what, bool withTls)
    {
        if (what.IsSecured is { } isSecured && isSecured != withTls)
        {
            throw new CommandException(
                ExitCode.WrongUsage,
                isSecured
                    ? "The trackers that it names speak TLS: say --tls FILE.pfx, with this machine's certificate, key and CA."
                    : "The trackers that it names don't speak TLS: leave --tls out, or name another with --tracker HOST:PORT.");
        }
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

    private static async Task<TorrentId> ResolveAsync(NodeHost host, TorrentReference what, TrackerWait wait, CancellationToken cancellation)
    {
        // A link that names peers can do without any tracker.
        if (what.Id is { } known && !what.Peers.IsEmpty)
            return known;

        var found = await wait.UntilAsync(
            async () =>
            {
                await TrackerDial.EnsureAnyListensAsync(host.Trackers, host.Settings.TrackerTimeout, cancellation);
                return await host.ListAsync(what.Prefix) is { IsEmpty: false } some
                    ? some
                    : throw new CommandException(ExitCode.NoSuchTorrent, $"No tracker at {string.Join(", ", host.Trackers)} knows a torrent {what.Prefix}: 'akka-p2p list' shows what is there.");
            },
            cancellation);
        return found is [var one]
            ? one.Torrent
            : throw new CommandException(
                ExitCode.NoSuchTorrent,
                $"{what.Prefix} is the beginning of {found.Length} ids, so say more of it: {string.Join(", ", found.Take(5).Select(t => $"{t.Torrent} ({t.Name})"))}.");
    }

    private void Describe(NodeHost host, Actors.Peers.PeerEvents.DownloadFinished finished)
    {
        var leecher = Outcome.Of(host.Settings.Name, finished, ImmutableDictionary<PeerId, string>.Empty);
        if (finished.BytesFound == finished.Bytes)
            reporter.Say($"{leecher.Name}: {finished.Path} is there already, {ByteSize.Format(finished.Bytes)} verified.");
        else
        {
            if (finished.BytesFound > 0)
                reporter.Say($"{ByteSize.Format(finished.BytesFound)} was there already, verified, and not fetched again.");
            foreach (var line in leecher.Lines())
                reporter.Say(line);
        }

        reporter.Emit("done", new JsonObject
        {
            ["id"] = finished.Torrent.ToString(),
            ["verified"] = true,
            ["bytes"] = finished.Bytes,
            ["found"] = finished.BytesFound,
            ["seconds"] = leecher.Seconds,
            ["path"] = finished.Path,
            ["banned"] = leecher.BannedJson(),
            ["leechers"] = new JsonArray(leecher.ToJson()),
        });
    }
}
