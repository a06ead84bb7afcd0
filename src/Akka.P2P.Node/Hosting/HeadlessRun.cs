namespace Akka.P2P.Node.Hosting;

using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Akka.Configuration;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Node.CommandLine;
using Akka.P2P.Node.Reporting;
using Akka.P2P.Storage;

/// <summary><c>akka-p2p node</c>: does what its configuration says until it is asked to end.</summary>
internal sealed class HeadlessRun(Config config, IReporter reporter)
{
    // Until when a torrent is left alone: for ever when it is shared here or fetched, or was; a while when fetching it failed.
    private readonly ConcurrentDictionary<TorrentId, TimeSpan> _restUntil = [];

    public async Task<ExitCode> RunAsync(CancellationToken cancellation)
    {
        await using var host = await NodeHost.StartAsync(config);
        Ready(host);
        if (host.Settings.IsPeer)
        {
            // One of them fails: the others have nothing to go on for.
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            Task[] work = [ShareAndFetchAsync(host, linked.Token), ReportAsync(host, linked.Token)];
            await Task.WhenAny(work);
            await linked.CancelAsync();
            foreach (var task in work)
                await QuietAsync(task, cancellation);
        }
        else
        {
            await QuietAsync(Task.Delay(Timeout.InfiniteTimeSpan, cancellation), cancellation);
        }

        reporter.Say("Stopping.");
        reporter.Emit("done", []);
        return ExitCode.Done;
    }

    private static async Task QuietAsync(Task task, CancellationToken cancellation)
    {
        try
        {
            await task;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested || task.IsCanceled)
        {
            // Being asked to end is how a headless node ends.
        }
    }

    private async Task ShareAndFetchAsync(NodeHost host, CancellationToken cancellation)
    {
        foreach (var path in host.Settings.Share)
            await ShareAsync(host, path, cancellation);

        var wanted = host.Settings.Get.Where(g => g != "*").Select(g => new Wanted(TorrentReference.Parse(g))).ToList();
        var everything = host.Settings.Get.Contains("*");
        while (wanted.Count > 0 || everything)
        {
            await FetchAsync(host, wanted, everything);
            await Task.Delay(host.Settings.GetInterval, cancellation);
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
    }

    private async Task ShareAsync(NodeHost host, string path, CancellationToken cancellation)
    {
        var hashed = await SourceHashing.HashAsync(path, null, cancellation);
        if (!_restUntil.TryAdd(hashed.Metainfo.Id, TimeSpan.MaxValue))
        {
            reporter.Warn($"{hashed.Path} is named twice in akka.p2p.node.share: it is shared once.");
            return;
        }

        await host.ShareAsync(hashed.Metainfo, SourceStore.Open(hashed));
        var magnet = host.MagnetOf(hashed.Metainfo);
        reporter.Say($"Sharing {hashed.Path} ({ByteSize.Format(hashed.Metainfo.TotalLength)}): {magnet}");
        reporter.Emit("sharing", SharingReport.Fields(hashed.Metainfo, magnet));
    }

    // A tracker that isn't there yet, a torrent that isn't published yet, and one that failed, are looked for again at the next interval.
    private async Task FetchAsync(NodeHost host, List<Wanted> wanted, bool everything)
    {
        // Whoever has the metainfo, or names peers, needs no tracker's list.
        foreach (var one in wanted.Where(w => w.Reference.Metainfo is not null || !w.Reference.Peers.IsEmpty))
            one.Id ??= one.Reference.Id;
        if (everything || wanted.Exists(w => w.Id is null))
        {
            var listed = await ListedAsync(host);
            foreach (var one in wanted.Where(w => w.Id is null))
            {
                var matches = listed.Where(t => t.Torrent.ToString().StartsWith(one.Reference.Prefix, StringComparison.Ordinal)).ToList();
                if (matches is [var match])
                    one.Id = match.Torrent;
            }

            if (everything)
            {
                foreach (var torrent in listed)
                    await StartAsync(host, torrent.Torrent, null, []);
            }
        }

        foreach (var one in wanted)
        {
            if (one.Id is { } id)
                await StartAsync(host, id, one.Reference.Metainfo, one.Reference.Peers);
        }
    }

    private static async Task<ImmutableArray<Protocol.TrackerProtocol.TorrentSummary>> ListedAsync(NodeHost host)
    {
        try
        {
            return await host.ListAsync("");
        }
        catch (CommandException failure) when (failure.Code == ExitCode.NothingReachable)
        {
            return [];
        }
    }

    private async Task StartAsync(NodeHost host, TorrentId id, Metainfo? metainfo, ImmutableArray<PeerAddress> peers)
    {
        var now = TimeProvider.System.GetElapsedTime(0);
        if (_restUntil.GetValueOrDefault(id, TimeSpan.Zero) > now)
            return;

        _restUntil[id] = TimeSpan.MaxValue;
        await host.DownloadAsync(id, metainfo, Targets.In(Targets.Folder(host.Settings.DownloadFolder)), peers);
        reporter.Emit("started", new JsonObject { ["id"] = id.ToString() });
    }

    private async Task ReportAsync(NodeHost host, CancellationToken cancellation)
    {
        await foreach (var happened in host.EventsAsync(cancellation))
            Report(host, happened);
    }

    private void Report(NodeHost host, IPeerEvent happened)
    {
        switch (happened)
        {
            case PeerEvents.DownloadProgress progress when TransferWatch.IsMoving(progress):
                reporter.Progress(TransferWatch.View(progress, label: null));
                break;
            case PeerEvents.DownloadFinished finished:
                Finished(Outcome.Of(host.Settings.Name, finished, ImmutableDictionary<PeerId, string>.Empty), finished);
                break;
            case PeerEvents.DownloadFailed failed:
                _restUntil[failed.Torrent] = TimeProvider.System.GetElapsedTime(0) + host.Settings.GetRetry;
                reporter.Say($"Download {failed.Torrent.ShortText} failed: {failed.Reason}");
                reporter.Emit("download-failed", new JsonObject { ["id"] = failed.Torrent.ToString(), ["code"] = (int)failed.Code, ["reason"] = failed.Reason });
                break;
            case PeerEvents.TorrentPublished published:
                reporter.Emit("published", new JsonObject { ["id"] = published.Torrent.ToString(), ["tracker"] = published.Tracker.ToString() });
                break;
            case PeerEvents.SourceBanned banned:
                LiarReport.Tell(reporter, banned);
                break;
            case PeerEvents.AddressChecked check:
                ReachReport.Tell(reporter, check);
                break;
            case PeerEvents.TrackerConnected connected:
                reporter.Say($"Registered with the tracker at {connected.Tracker}.");
                reporter.Emit("registered", new JsonObject { ["tracker"] = connected.Tracker.ToString() });
                break;
            case PeerEvents.TrackerLost lost:
                reporter.Say($"The tracker at {lost.Tracker} is lost ({lost.Reason.TrimEnd('.')}); trying on.");
                reporter.Emit("tracker-lost", new JsonObject { ["tracker"] = lost.Tracker.ToString(), ["reason"] = lost.Reason });
                break;
            case PeerEvents.SeedingFailed failed:
                reporter.Say($"No longer seeding {failed.Torrent.ShortText}: {failed.Reason}");
                reporter.Emit("seeding-failed", new JsonObject { ["id"] = failed.Torrent.ToString(), ["reason"] = failed.Reason });
                break;
            default:
                break;
        }
    }

    private void Finished(Outcome outcome, PeerEvents.DownloadFinished finished)
    {
        foreach (var line in outcome.Lines())
            reporter.Say(line);
        var fields = outcome.ToJson();
        fields["id"] = finished.Torrent.ToString();
        reporter.Emit("downloaded", fields);
    }

    private void Ready(NodeHost host)
    {
        string[] roles = [.. new[] { host.Settings.IsTracker ? "tracker" : null, host.Settings.IsPeer ? "peer" : null }.OfType<string>()];
        reporter.Say($"{host.Settings.Name} is ready on {host.Self.Address} as {string.Join(" and ", roles)}.");
        reporter.Emit("ready", new JsonObject
        {
            ["name"] = host.Settings.Name,
            ["address"] = host.Self.Address.ToString(),
            ["peer"] = host.Self.Id.ToString(),
            ["roles"] = new JsonArray([.. roles.Select(r => JsonValue.Create(r))]),
        });
    }

    private sealed class Wanted(TorrentReference reference)
    {
        public TorrentReference Reference { get; } = reference;

        /// <summary>Null until the beginning of an id has become a whole one.</summary>
        public TorrentId? Id { get; set; }
    }
}
