namespace Akka.P2P.EndToEnd.Tests;

using System.Diagnostics;
using Akka.P2P.Testing;

/// <summary>Processes that sleep longer than their lease: a laptop that was shut, a machine that was suspended.</summary>
public sealed class StoppedProcessTests : IDisposable
{
    private static readonly TimeSpan Sleep = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Promise = TimeSpan.FromSeconds(30);
    private readonly Workspace _space = new();

    public void Dispose() => _space.Dispose();

    [Fact(DisplayName = "S1.19 S2.65: a seeder and a leecher that were stopped for 60 s in the middle serve and download again by themselves within 30 s")]
    public async Task Stopped_for_a_minute()
    {
        const long size = 64L << 20;
        var source = _space.WriteFile("big.bin", size);
        var port = Workspace.FreePort();
        await using var tracker = NodeProcess.Start(
            _space.Root, "node", "--config", Workspace.Hocon("tracker.hocon"), "--bind", $"127.0.0.1:{port}", "--json");
        await tracker.EventAsync("ready");
        // So slow that there is a middle to be stopped in, however late this process hears of the first bytes.
        var seederPort = Workspace.FreePort();
        await using var relay = TcpProxy.To(seederPort);
        relay.Limit(size / 30);
        await using var seeder = Peer("seeder", port, $"akka.p2p.node.share=[\"{source}\"]", seederPort, "--advertise", $"127.0.0.1:{relay.Port}");
        await seeder.EventAsync("published");
        await using var waiting = Peer("waiting", port, "akka.p2p.node.get=[\"*\"]");
        await using var sleeping = Peer("sleeping", port, "akka.p2p.node.get=[\"*\"]");
        foreach (var leecher in new[] { waiting, sleeping })
            await leecher.EventAsync("progress", e => e.GetProperty("bytes").GetInt64() > 0);

        seeder.Signal("STOP");
        sleeping.Signal("STOP");
        // Not a proof of anything: it is what the test is about.
        await Task.Delay(Sleep);
        var (before, asleep) = (Bytes(waiting), Bytes(sleeping));
        Assert.InRange(before, 1, size - 1);
        Assert.InRange(asleep, 1, size - 1);
        seeder.Signal("CONT");
        sleeping.Signal("CONT");
        var began = Stopwatch.GetTimestamp();

        await waiting.EventAsync("progress", e => e.GetProperty("bytes").GetInt64() > before);
        var served = Stopwatch.GetElapsedTime(began);
        await sleeping.EventAsync("progress", e => e.GetProperty("bytes").GetInt64() > asleep);
        var fetched = Stopwatch.GetElapsedTime(began);
        Assert.True(served < Promise && fetched < Promise, $"served again after {served}, fetched after {fetched}\n{seeder}\n{waiting}\n{sleeping}");

        relay.Limit(0);
        foreach (var (leecher, folder) in new[] { (waiting, "waiting"), (sleeping, "sleeping") })
        {
            await leecher.EventAsync("downloaded");
            Assert.Equal(Workspace.IndependentHash(source), Workspace.IndependentHash(_space.In(folder, "big.bin")));
        }

        // The tracker knows all three again, once it has heard that the two have everything.
        string said;
        var whole = Stopwatch.GetTimestamp();
        do
        {
            Assert.True(Stopwatch.GetElapsedTime(whole) < Promise, "the tracker was not told");
            var (_, output, errors) = await NodeProcess.RunAsync(_space.Root, "list", "--tracker", $"127.0.0.1:{port}", "--json");
            said = output + errors;
        }
        while (!said.Contains("\"seeders\":3", StringComparison.Ordinal));
    }

    private static long Bytes(NodeProcess leecher)
    {
        var last = leecher.Output.Split('\n').Last(l => l.Contains("\"event\":\"progress\"", StringComparison.Ordinal));
        using var json = System.Text.Json.JsonDocument.Parse(last);
        return json.RootElement.GetProperty("bytes").GetInt64();
    }

    private NodeProcess Peer(string name, int tracker, string duty, int port = 0, params string[] more) => NodeProcess.Start(
        _space.Root,
        [
            "node", "--config", Workspace.Hocon("seeder.hocon"), "--bind", $"127.0.0.1:{port}", "--json", .. more,
            "--set", $"akka.p2p.peer.trackers=[\"127.0.0.1:{tracker}\"]", "--set", $"akka.p2p.node.name={name}",
            "--set", $"akka.p2p.node.download-dir={_space.Folder(name)}", "--set", $"akka.p2p.node.data-dir={_space.Folder(name, "state")}",
            "--set", "akka.p2p.node.share=[]", "--set", duty,
        ]);
}
