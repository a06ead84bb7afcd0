namespace Akka.P2P.Node.Demo;

using System.Text.Json.Nodes;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Node.CommandLine;
using Akka.P2P.Node.Hosting;
using Akka.P2P.Node.Reporting;
using Akka.P2P.Storage.Hashing;

/// <param name="Size">Of the file that is made up, in bytes.</param>
/// <param name="File">Moved instead, when given.</param>
internal sealed record DemoRequest(long Size, string? File, int Leechers);

/// <summary>
/// <c>akka-p2p demo</c>: the nodes of <c>hocon/</c> in one process, each an ActorSystem of its own, talking over real TCP. They are
/// started by the code and the files that <c>node</c> uses; only ports and folders are others.
/// </summary>
internal sealed class DemoRun(DemoRequest request, IReporter reporter)
{
    private readonly Dictionary<PeerId, string> _names = [];

    public async Task<ExitCode> RunAsync(CancellationToken cancellation)
    {
        if (request.File is { } named && !System.IO.File.Exists(named) && !Directory.Exists(named))
            throw new CommandException(ExitCode.WrongUsage, $"There is no file or folder {named}.");

        using var folder = new DemoFolder();
        var source = request.File ?? await folder.MakeFileAsync("demo.bin", request.Size, cancellation);
        List<NodeHost> nodes = [];
        try
        {
            var tracker = await StartAsync(nodes, folder, "tracker", "tracker", []);
            var seeder = await StartAsync(nodes, folder, "seeder", "seeder", [tracker.Self.Address]);
            List<NodeHost> leechers = [];
            for (var i = 1; i <= request.Leechers; i++)
                leechers.Add(await StartAsync(nodes, folder, $"leecher{i}", "leecher1", [tracker.Self.Address]));

            var hashed = await ShareAsync(seeder, source, cancellation);
            var outcomes = await Task.WhenAll(leechers.Select(leecher => FetchAsync(leecher, hashed.Metainfo, cancellation)));
            await reporter.ProgressEndedAsync();
            await VerifyAsync(hashed.Metainfo, outcomes, cancellation);
            Describe(hashed.Metainfo, outcomes);
            return ExitCode.Done;
        }
        finally
        {
            // Those who came last go first, so that nobody's leaving waits for a tracker that is gone.
            foreach (var node in Enumerable.Reverse(nodes))
                await node.DisposeAsync();
        }
    }

    private async Task<NodeHost> StartAsync(List<NodeHost> nodes, DemoFolder folder, string name, string hocon, IReadOnlyList<PeerAddress> trackers)
    {
        var home = folder.Of(name);
        var config = HoconLayers.Build(
            file: null,
            [
                "akka.remote.dot-netty.tcp.port=0",
                $"akka.p2p.node.name={name}",
                "akka.p2p.node.data-dir=",
                $"akka.p2p.node.download-dir={home}",
                "akka.p2p.node.share=[]",
                "akka.p2p.pbm.enabled=off",
                "akka.p2p.node.get=[]",
                $"akka.p2p.peer.trackers={HoconText.List(trackers.Select(t => t.ToString()))}",
            ],
            ShippedHocon.Read(hocon) + "\nakka.loglevel = ERROR\n",
            Environment.GetEnvironmentVariables());
        var node = await NodeHost.StartAsync(config);
        nodes.Add(node);
        _names[node.Self.Id] = name;
        reporter.Say($"{name} listens on {node.Self.Address}");
        reporter.Emit("node", new JsonObject { ["name"] = name, ["address"] = node.Self.Address.ToString(), ["peer"] = node.Self.Id.ToString() });
        return node;
    }

    private async Task<HashedTorrent> ShareAsync(NodeHost seeder, string source, CancellationToken cancellation)
    {
        var hashed = await SourceHashing.HashAsync(source, new HashView(reporter, Path.GetFileName(source), TimeProvider.System), cancellation);
        await seeder.ShareAsync(hashed);
        await Publication.UntilListedAsync(seeder, hashed.Metainfo.Id, cancellation);
        reporter.Say($"seeder shares {hashed.Metainfo.Name}: {ByteSize.Format(hashed.Metainfo.TotalLength)} in {hashed.Metainfo.Grid.Count} chunks, id {hashed.Metainfo.Id}");
        reporter.Emit("sharing", new JsonObject
        {
            ["id"] = hashed.Metainfo.Id.ToString(),
            ["name"] = hashed.Metainfo.Name,
            ["bytes"] = hashed.Metainfo.TotalLength,
            ["chunks"] = hashed.Metainfo.Grid.Count,
        });
        return hashed;
    }

    // By its id alone: metainfo and sources come over the wire, as they would on another machine.
    private async Task<Outcome> FetchAsync(NodeHost leecher, Metainfo metainfo, CancellationToken cancellation)
    {
        await leecher.DownloadAsync(metainfo.Id, null, leecher.Target(leecher.Settings.DownloadFolder), []);
        var finished = await TransferWatch.UntilDoneAsync(leecher, metainfo.Id, leecher.Settings.Name, reporter, cancellation);
        return Outcome.Of(leecher.Settings.Name, finished, _names);
    }

    // Every chunk was verified before it was kept; this reads the published files again, as a doubter would.
    private static async Task VerifyAsync(Metainfo metainfo, IEnumerable<Outcome> outcomes, CancellationToken cancellation)
    {
        foreach (var outcome in outcomes)
        {
            var check = await new TorrentCheck(Environment.ProcessorCount).CheckAsync(metainfo, outcome.Path, null, cancellation);
            if (!check.IsGood)
                throw new CommandException(ExitCode.NotVerified, $"{outcome.Name}'s copy differs: {string.Join("; ", check.Problems)}.");
        }
    }

    private void Describe(Metainfo metainfo, Outcome[] outcomes)
    {
        foreach (var line in outcomes.SelectMany(o => o.Lines()))
            reporter.Say(line);
        reporter.Say($"All {outcomes.Length} copies verified.");
        reporter.Emit("done", new JsonObject
        {
            ["id"] = metainfo.Id.ToString(),
            ["verified"] = true,
            ["bytes"] = metainfo.TotalLength,
            ["seconds"] = outcomes.Max(o => o.Seconds),
            ["leechers"] = new JsonArray([.. outcomes.Select(o => o.ToJson())]),
        });
    }
}
