namespace Akka.P2P.Node.Hosting;

using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using System.Text.Json.Nodes;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Node.CommandLine;
using Akka.P2P.Node.Reporting;
using Akka.P2P.Protocol;

/// <summary><c>akka-p2p node</c>: does what its configuration says until it is asked to end.</summary>
/// <param name="face">The person who sits there; null when nobody does.</param>
internal sealed class HeadlessRun(LayeredConfig config, IReporter reporter, INodeFace? face = null)
{
    // Until when a torrent is left alone: for ever when it is shared here or fetched, or was; a while when fetching it failed.
    private readonly ConcurrentDictionary<TorrentId, TimeSpan> _restUntil = [];

    private readonly WaitReport _waits = new(reporter);

    public async Task<ExitCode> RunAsync(CancellationToken cancellation)
    {
        await using var host = await NodeHost.StartAsync(config);
        host.HasLeft = silent => face?.Left(host.Trackers, silent);
        Ready(host, await host.Consoles);
        await using var vitals = VitalsReport.Every(host.Settings.VitalsInterval, reporter);
        // One of them fails: the others have nothing to go on for.
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var duty = host.Settings.IsPeer ? ShareAndFetchAsync(host, linked.Token) : Task.Delay(Timeout.InfiniteTimeSpan, linked.Token);
        Task[] work = [duty, ReportAsync(host, linked.Token), host.StopRequested.WaitAsync(linked.Token), .. face is null ? Array.Empty<Task>() : [face.RunAsync(host, linked.Token)]];
        await Task.WhenAny(work);
        await linked.CancelAsync();
        foreach (var task in work)
            await QuietAsync(task, cancellation);

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
        await TakeUpAsync(host);
        foreach (var path in host.Settings.Share.SelectMany(SharedPaths.Of))
            await ShareAsync(host, path, cancellation);

        var wanted = host.Settings.Get.Where(g => g != "*").Select(g => new Wanted(TorrentReference.Parse(g))).ToList();
        foreach (var stranger in wanted.SelectMany(w => w.Reference.Trackers).Except(host.Trackers))
            reporter.Warn($"A link of akka.p2p.node.get names the tracker {stranger}, which akka.p2p.peer.trackers does not: it isn't asked.");
        var everything = host.Settings.Get.Contains("*");
        while (wanted.Count > 0 || everything)
        {
            await FetchAsync(host, wanted, everything, cancellation);
            await Task.Delay(host.Settings.GetInterval, cancellation);
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
    }

    /// <summary>What an earlier run with this data folder had begun, as operators left it.</summary>
    private async Task TakeUpAsync(NodeHost host)
    {
        var (shares, downloads) = await host.TakeUpAsync();
        var resting = host.Duties.All.Count(d => d.State == DutyState.Paused);
        if (shares + downloads + resting == 0)
            return;
        reporter.Say($"Going on with what was begun before: {shares} shared, {downloads} fetched, {resting} paused.");
        reporter.Emit("taken-up", new JsonObject { ["shared"] = shares, ["fetched"] = downloads, ["paused"] = resting });
    }

    private async Task ShareAsync(NodeHost host, string path, CancellationToken cancellation)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (host.Duties.All.OfType<Share>().FirstOrDefault(s => s.Path == full && s.State != DutyState.Failed) is { } known)
        {
            // As it was hashed in an earlier run, and nobody has touched it since: the store looks.
            if (_restUntil.TryAdd(known.Torrent, TimeSpan.MaxValue))
                Sharing(host, known.Metainfo, path, known.State == DutyState.Paused);
            else
                reporter.Warn($"{full} is named twice in akka.p2p.node.share: it is shared once.");
            return;
        }

        var hashed = await SourceHashing.HashAsync(path, null, cancellation);
        SourceHashing.WarnOfEmptyFolders(hashed, reporter);
        if (!_restUntil.TryAdd(hashed.Metainfo.Id, TimeSpan.MaxValue))
        {
            reporter.Warn($"{hashed.Path} is named twice in akka.p2p.node.share: it is shared once.");
            return;
        }

        if (host.Duties.IsRemoved(hashed.Metainfo.Id))
        {
            reporter.Warn($"{hashed.Path} is named in akka.p2p.node.share, but an operator removed it: it is not shared until one shares it again.");
            return;
        }

        // A torrent that was fetched here before, or lies at two paths, is shared from where it is already.
        if (host.Duties.Find(hashed.Metainfo.Id) is not Share { State: not DutyState.Failed, IsPart: false } same)
            await host.ShareAsync(hashed);
        else if (same.State == DutyState.Paused)
        {
            Sharing(host, hashed.Metainfo, path, isPaused: true);
            return;
        }

        Sharing(host, hashed.Metainfo, hashed.Path, isPaused: false);
    }

    private void Sharing(NodeHost host, Metainfo metainfo, string path, bool isPaused)
    {
        if (isPaused)
        {
            reporter.Say($"{path} is paused: it is not shared until an operator resumes it.");
            return;
        }

        var magnet = host.MagnetOf(metainfo);
        reporter.Say($"Sharing {path} ({ByteSize.Format(metainfo.TotalLength)}): {magnet}");
        reporter.Emit("sharing", SharingReport.Fields(metainfo, magnet));
    }

    // A tracker that isn't there yet, a torrent that isn't published yet, and one that failed, are looked for again at the next interval.
    private async Task FetchAsync(NodeHost host, List<Wanted> wanted, bool everything, CancellationToken cancellation)
    {
        // Whoever has the metainfo, or names peers, needs no tracker's list.
        foreach (var one in wanted.Where(w => w.Reference.Metainfo is not null || !w.Reference.Peers.IsEmpty))
            one.Id ??= one.Reference.Id;
        if (everything || wanted.Exists(w => w.Id is null))
        {
            var listed = await ListedAsync(host, cancellation);
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

    private static async Task<ImmutableArray<Protocol.TrackerProtocol.TorrentSummary>> ListedAsync(NodeHost host, CancellationToken cancellation)
    {
        try
        {
            // A tracker that just went may take its whole time-out to be given up; who is asked to end doesn't wait for it.
            return await host.ListAsync("").WaitAsync(cancellation);
        }
        catch (CommandException failure) when (failure.Code == ExitCode.NothingReachable)
        {
            return [];
        }
    }

    private async Task StartAsync(NodeHost host, TorrentId id, Metainfo? metainfo, ImmutableArray<PeerAddress> peers)
    {
        var now = TimeProvider.System.GetElapsedTime(0);
        if (host.IsDraining || _restUntil.GetValueOrDefault(id, TimeSpan.Zero) > now)
            return;

        _restUntil[id] = TimeSpan.MaxValue;
        // It is under way already, or an operator wants it to rest, or took it away.
        if (host.Duties.IsRemoved(id) || host.Duties.IsBusy(id) || host.Duties.Find(id) is { State: not DutyState.Failed })
            return;
        await host.DownloadAsync(id, metainfo, host.Target(host.Settings.DownloadFolder), peers);
        reporter.Emit("started", new JsonObject { ["id"] = id.ToString() });
    }

    private async Task ReportAsync(NodeHost host, CancellationToken cancellation)
    {
        await foreach (var happened in host.EventsAsync(cancellation))
        {
            face?.Happened(happened);
            Report(host, happened);
        }
    }

    private void Report(NodeHost host, IPeerEvent happened)
    {
        switch (happened)
        {
            case PeerEvents.DownloadProgress progress when TransferWatch.IsMoving(progress):
                reporter.Progress(TransferWatch.View(progress, label: null));
                _waits.Tell(progress, label: null);
                break;
            case PeerEvents.DownloadFinished finished:
                Finished(Outcome.Of(host.Settings.Name, finished, ImmutableDictionary<PeerId, string>.Empty), finished);
                break;
            case PeerEvents.DownloadPaused paused:
                reporter.Say($"Download {paused.Torrent.ShortText} rests.");
                reporter.Emit("paused", new JsonObject { ["id"] = paused.Torrent.ToString() });
                break;
            case PeerEvents.DownloadFailed failed:
                if (failed.Code != ReturnCode.Cancelled)
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
            case NodeRebuilt rebuilt:
                RebuildReport.Tell(reporter, rebuilt);
                break;
            case PeerEvents.SeedingFailed failed:
                reporter.Say($"No longer seeding {failed.Torrent.ShortText}: {failed.Reason}");
                reporter.Emit("seeding-failed", new JsonObject { ["id"] = failed.Torrent.ToString(), ["reason"] = failed.Reason });
                break;
            default:
                TalkReport.Tell(reporter, happened);
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

    private void Ready(NodeHost host, IPEndPoint? consoles)
    {
        string[] roles = [.. new[] { host.Settings.IsTracker ? "tracker" : null, host.Settings.IsPeer ? "peer" : null }.OfType<string>()];
        reporter.Say($"{host.Settings.Name} is ready on {host.Self.Address} as {string.Join(" and ", roles)}.");
        if (consoles is not null)
            reporter.Say($"Consoles: pbm {consoles}");
        else if (host.Settings.Consoles is { } wanted)
            reporter.Warn($"No console can come in: {wanted.Host}:{wanted.Port} can't be listened on (petabridge.cmd.host and port).");
        reporter.Emit("ready", new JsonObject
        {
            ["name"] = host.Settings.Name,
            ["address"] = host.Self.Address.ToString(),
            ["peer"] = host.Self.Id.ToString(),
            ["roles"] = new JsonArray([.. roles.Select(r => JsonValue.Create(r))]),
            ["pbm"] = consoles?.ToString(),
        });
    }

    private sealed class Wanted(TorrentReference reference)
    {
        public TorrentReference Reference { get; } = reference;

        /// <summary>Null until the beginning of an id has become a whole one.</summary>
        public TorrentId? Id { get; set; }
    }
}
