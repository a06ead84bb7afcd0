namespace Akka.P2P.EndToEnd.Tests;

using System.Text.Json;
using Akka.P2P.Testing;

/// <summary>Tracker, seeder and leechers as processes of their own, started from the files in <c>hocon/</c>.</summary>
public sealed class HoconSwarmTests : IDisposable
{
    private readonly Workspace _space = new();
    private readonly int _trackerPort = Workspace.FreePort();

    public void Dispose() => _space.Dispose();

    [Fact(DisplayName = "Seed fault: it cuts every chunk to 20 characters and reports success. S1.39 S1.49 S2.17 S2.24 S2.63 S2.79 S2.81: sizes around every boundary arrive identical at two leechers, into a folder each")]
    public async Task Boundary_sizes_arrive_identical()
    {
        (string Name, long Size)[] files =
        [
            ("empty.bin", 0), ("one.bin", 1), ("block.bin", 16 << 10),
            ("chunk.bin", 256 << 10), ("chunk-and-one.bin", (256 << 10) + 1), ("large.bin", 100L << 20),
        ];
        var sources = files.Select((file, seed) => _space.WriteFile(file.Name, file.Size, seed)).ToArray();
        await using var tracker = StartNode("tracker.hocon", $"akka.remote.dot-netty.tcp.port={_trackerPort}");
        await tracker.EventAsync("ready");
        await using var seeder = StartPeer("seeder.hocon", $"akka.p2p.node.share=[{string.Join(',', sources.Select(s => $"\"{s}\""))}]");
        await using var leecher1 = StartPeer("leecher1.hocon");
        await using var leecher2 = StartPeer("leecher2.hocon");

        foreach (var (leecher, folder) in new[] { (leecher1, "leecher1"), (leecher2, "leecher2") })
        {
            for (var i = 0; i < files.Length; i++)
                await leecher.EventAsync("downloaded");

            foreach (var (source, file) in sources.Zip(files))
            {
                var copy = _space.In("output", folder, file.Name);
                Assert.True(File.Exists(copy), $"{file.Name} is missing\n{leecher}");
                Assert.Equal(Workspace.IndependentHash(source), Workspace.IndependentHash(copy));
            }
        }

        // S2.89, S1.12: leaving is clean and each says so with 0.
        foreach (var node in new[] { leecher1, leecher2, seeder, tracker })
        {
            node.Signal("TERM");
            Assert.Equal(0, await node.ExitAsync());
        }
    }

    [Fact(DisplayName = "Seed fault: a killed seeder ends the leecher's process. S2.4 S2.11 S2.65: a third node downloads from a leecher that is still downloading, and both finish when the seeder is back")]
    public async Task Leecher_is_a_source_before_it_is_done()
    {
        const long size = 64L << 20;
        var source = _space.WriteFile("big.bin", size);
        await using var tracker = StartNode("tracker.hocon", $"akka.remote.dot-netty.tcp.port={_trackerPort}");
        await tracker.EventAsync("ready");
        // So slow that the leecher is still at work when this process has heard of its first bytes.
        var port = Workspace.FreePort();
        await using var relay = TcpProxy.To(port);
        relay.Limit(size / 30);
        string[] share = [$"akka.p2p.node.share=[\"{source}\"]", $"akka.remote.dot-netty.tcp.port={port}", $"akka.remote.dot-netty.tcp.public-port={relay.Port}"];
        await using var seeder = StartPeer("seeder.hocon", share);
        await seeder.EventAsync("sharing");
        await using var leecher1 = StartPeer("leecher1.hocon");
        await leecher1.EventAsync("progress", e => e.GetProperty("bytes").GetInt64() > 0);

        seeder.Signal("KILL");
        await seeder.ExitAsync();
        await using var leecher2 = StartPeer("leecher2.hocon");
        var fromLeecher = await leecher2.EventAsync("progress", e => e.GetProperty("bytes").GetInt64() > 0);

        // The seeder is dead, so these bytes can only be the first leecher's; and it is incomplete, for nobody else has the rest.
        Assert.InRange(fromLeecher.GetProperty("bytes").GetInt64(), 1, size - 1);
        Assert.False(File.Exists(_space.In("output", "leecher1", "big.bin")), leecher1.ToString());

        relay.Limit(0);
        await using var again = StartPeer("seeder.hocon", share);
        foreach (var (leecher, folder) in new[] { (leecher1, "leecher1"), (leecher2, "leecher2") })
        {
            await leecher.EventAsync("downloaded");
            Assert.Equal(Workspace.IndependentHash(source), Workspace.IndependentHash(_space.In("output", folder, "big.bin")));
        }
    }

    private NodeProcess StartNode(string hocon, params string[] sets) =>
        NodeProcess.Start(_space.Root, ["node", "--config", Workspace.Hocon(hocon), "--json", .. sets.SelectMany(set => new[] { "--set", set })]);

    private NodeProcess StartPeer(string hocon, params string[] sets) => StartNode(
        hocon, ["akka.remote.dot-netty.tcp.port=0", $"akka.p2p.peer.trackers=[\"127.0.0.1:{_trackerPort}\"]", .. sets]);
}
