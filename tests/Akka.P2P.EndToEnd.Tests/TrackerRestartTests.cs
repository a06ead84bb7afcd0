namespace Akka.P2P.EndToEnd.Tests;

using System.Diagnostics;
using System.Text.Json;
using Akka.P2P.Testing;

/// <summary>Trackers that come late, are killed, come back, and forget.</summary>
public sealed class TrackerRestartTests : IDisposable
{
    private const int Peers = 5;
    private const int TorrentsEach = 30;
    private static readonly TimeSpan Promise = TimeSpan.FromSeconds(30);

    private readonly Workspace _space = new();
    private readonly int _port = Workspace.FreePort();

    public void Dispose() => _space.Dispose();

    [Fact(DisplayName = "Seed fault: a tracker restart loses all torrents and nobody re-registers. 5 peers with 30 torrents each: all are listed again within 30 s, also when the tracker comes later than its peers or lost its catalogue")]
    public async Task Restarts()
    {
        List<NodeProcess> peers = [];
        try
        {
            for (var peer = 0; peer < Peers; peer++)
                peers.Add(Seeder(peer));
            foreach (var peer in peers)
                await peer.EventAsync("tracker-lost");

            await using (var late = await TrackerAsync("catalogue"))
            {
                await ListedAsync();
                late.Signal("KILL");
                await late.ExitAsync();
            }

            await using (var again = await TrackerAsync("catalogue"))
            {
                await ListedAsync();
                again.Signal("KILL");
                await again.ExitAsync();
            }

            await using var forgetful = await TrackerAsync("another");
            await ListedAsync();

            // S1.12, S1.28: who leaves is off the list at once, with all it seeded.
            peers[0].Signal("TERM");
            Assert.Equal(0, await peers[0].ExitAsync());
            Assert.Equal(TorrentsEach, (await ListAsync()).Count(t => t.Seeders == 0));
        }
        finally
        {
            foreach (var peer in peers)
                await peer.DisposeAsync();
        }
    }

    [Fact(DisplayName = "S2.3 S2.65: a tracker that is killed doesn't stop a running download, and who was there finds new sources through peers")]
    public async Task Download_outlives_its_tracker()
    {
        const long size = 32L << 20;
        var source = _space.WriteFile("big.bin", size);
        await using var tracker = await TrackerAsync("catalogue");
        // So slow that the download runs when its tracker is killed, and long after.
        var port = Workspace.FreePort();
        await using var relay = TcpProxy.To(port);
        relay.Limit(size / 30);
        await using var seeder = Peer(
            "seeder", $"akka.p2p.node.share = [\"{source}\"]", $"akka.remote.dot-netty.tcp {{ port = {port}, public-port = {relay.Port} }}");
        var magnet = (await seeder.EventAsync("sharing")).GetProperty("magnet").GetString()!;
        await using var first = Peer("first", $"akka.p2p.node.get = [\"{magnet}\"]");
        var address = (await first.EventAsync("ready")).GetProperty("address").GetString();
        await first.EventAsync("progress", e => e.GetProperty("bytes").GetInt64() > 0);

        tracker.Signal("KILL");
        await tracker.ExitAsync();
        Assert.False(File.Exists(_space.In("first", "big.bin")), first.ToString());
        // It is told of the first leecher alone, and hears of the seeder from it.
        await using var second = Peer("second", $"akka.p2p.node.get = [\"{magnet}&x.pe={address}\"]");
        await second.EventAsync("progress", e => e.GetProperty("bytes").GetInt64() > 0);
        relay.Limit(0);

        foreach (var (leecher, folder) in new[] { (first, "first"), (second, "second") })
        {
            await leecher.EventAsync("downloaded");
            Assert.Equal(Workspace.IndependentHash(source), Workspace.IndependentHash(_space.In(folder, "big.bin")));
        }
    }

    private async Task<NodeProcess> TrackerAsync(string data)
    {
        var tracker = NodeProcess.Start(
            _space.Root, "node", "--config", Workspace.Hocon("tracker.hocon"), "--bind", $"127.0.0.1:{_port}", "--json",
            "--set", $"akka.p2p.node.data-dir={_space.Folder(data)}");
        await tracker.EventAsync("ready");
        return tracker;
    }

    private NodeProcess Seeder(int peer)
    {
        Directory.CreateDirectory(_space.In($"files{peer}"));
        var files = Enumerable.Range(0, TorrentsEach)
            .Select(i => _space.WriteFile($"files{peer}/{peer}-{i}.bin", 1000 + i, seed: (peer * TorrentsEach) + i));
        return Peer($"peer{peer}", $"akka.p2p.node.share = [{string.Join(", ", files.Select(f => $"\"{f}\""))}]");
    }

    private NodeProcess Peer(string name, params string[] lines)
    {
        var config = _space.In($"{name}.hocon");
        File.WriteAllLines(config,
        [
            $"akka.p2p.node {{ name = {name}, download-dir = \"{_space.Folder(name)}\" }}",
            $"akka.p2p.peer.trackers = [\"127.0.0.1:{_port}\"]",
            "akka.remote.dot-netty.tcp.hostname = \"127.0.0.1\"",
            .. lines,
        ]);
        return NodeProcess.Start(_space.Root, "node", "--config", config, "--json");
    }

    /// <summary>From now, when the tracker has just come up. What counts is when a list is asked for: its process may take long to start.</summary>
    private async Task ListedAsync()
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var asked = Stopwatch.GetElapsedTime(began);
            var list = await ListAsync();
            var seeded = list.Count(t => t.Seeders == 1);
            if (seeded == Peers * TorrentsEach)
                return;
            Assert.True(asked < Promise, $"{asked} after its start {list.Count} torrents are listed, {seeded} of them with their seeder");
        }
    }

    private async Task<List<(string Id, int Seeders)>> ListAsync()
    {
        var (code, output, errors) = await NodeProcess.RunAsync(_space.Root, "list", "--tracker", $"127.0.0.1:{_port}", "--json");
        Assert.True(code == 0, errors);
        return
        [
            .. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)
                .Where(e => e.GetProperty("event").GetString() == "torrent")
                .Select(e => (e.GetProperty("id").GetString()!, e.GetProperty("seeders").GetInt32())),
        ];
    }
}
