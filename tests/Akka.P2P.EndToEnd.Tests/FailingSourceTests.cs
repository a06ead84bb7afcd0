namespace Akka.P2P.EndToEnd.Tests;

using System.Text.Json;
using Akka.P2P.Testing;

/// <summary>
/// Sources that die, freeze or vanish in the middle of a transfer, each a process of its own. Two slices a second make sure that it is
/// the middle: a chunk of 256 KiB takes two seconds.
/// </summary>
public sealed class FailingSourceTests : IDisposable
{
    private const int Size = (3 << 18) + 1000;
    private readonly Workspace _space = new();
    private readonly int _trackerPort = Workspace.FreePort();
    private readonly string _source;

    public FailingSourceTests() => _source = _space.WriteFile("long.bin", Size);

    private string Tracker => $"127.0.0.1:{_trackerPort}";

    public void Dispose() => _space.Dispose();

    [Fact(DisplayName = "Seed fault: a killed seeder ends the leecher's process; S2.65, S2.95: the leecher waits, names the seeder, and another one finishes it")]
    public async Task Killed()
    {
        await using var tracker = await StartTracker();
        await using var seeder = StartSlow();
        var address = (await seeder.EventAsync("ready")).GetProperty("address").GetString()!;
        var id = (await seeder.EventAsync("published")).GetProperty("id").GetString()!;
        await using var leecher = Get(id);
        await SomeBytes(leecher);

        seeder.Signal("KILL");
        await seeder.ExitAsync();

        var waiting = await leecher.EventAsync("waiting", e => Names(e, address));
        Assert.Contains("chunks are missing", waiting.GetProperty("detail").GetString(), StringComparison.Ordinal);
        await using var other = NodeProcess.Start(_space.Root, "share", _source, "--tracker", Tracker, "--bind", "127.0.0.1:0", "--json");
        await leecher.EventAsync("resumed");
        var done = await EndsWell(leecher);
        var failed = Assert.Single(
            done.GetProperty("leechers")[0].GetProperty("failed").EnumerateArray(), f => f.GetProperty("address").GetString() == address);
        Assert.NotEmpty(failed.GetProperty("why").GetString()!);
    }

    [Fact(DisplayName = "Seed fault: a frozen seeder hangs it for ever; S2.97: stopped for 30 s the only seeder is named and waited for, and goes on where it was")]
    public async Task Stopped_for_30_seconds()
    {
        await using var tracker = await StartTracker();
        await using var seeder = StartSlow();
        var address = (await seeder.EventAsync("ready")).GetProperty("address").GetString()!;
        var id = (await seeder.EventAsync("published")).GetProperty("id").GetString()!;
        await using var leecher = Get(id);
        await SomeBytes(leecher);

        seeder.Signal("STOP");
        var thirtySeconds = Task.Delay(TimeSpan.FromSeconds(30));
        await leecher.EventAsync("waiting", e => Names(e, address));
        await thirtySeconds;
        seeder.Signal("CONT");

        await leecher.EventAsync("resumed");
        var done = await EndsWell(leecher);
        Assert.Equal(Size, done.GetProperty("leechers")[0].GetProperty("sources").GetProperty(address).GetInt64());
    }

    [Fact(DisplayName = "S2.65: a seeder whose packets vanish is noticed without any FIN; started again elsewhere it is used at its new address")]
    public async Task Vanished_and_back_elsewhere()
    {
        await using var tracker = await StartTracker();
        var port = Workspace.FreePort();
        await using var relay = TcpProxy.To(port);
        var data = _space.In("identity");
        await using var before = NodeProcess.StartLiar(
            _space.Root, _source, "--lie", "slow", "--tracker", Tracker, "--data", data, "--bind", $"127.0.0.1:{port}",
            "--set", "akka.remote.dot-netty.tcp.public-hostname=127.0.0.1", "--set", $"akka.remote.dot-netty.tcp.public-port={relay.Port}");
        var id = (await before.EventAsync("published")).GetProperty("id").GetString()!;
        await using var leecher = Get(id, "--set", "akka.p2p.download.silence-timeout=2s", "--set", "akka.p2p.download.connect-timeout=2s");
        await SomeBytes(leecher);

        relay.Swallow();
        relay.Refuse(true);
        await leecher.EventAsync("waiting", e => Names(e, $"127.0.0.1:{relay.Port}"));
        before.Signal("KILL");
        await before.ExitAsync();
        await using var after = NodeProcess.StartLiar(_space.Root, _source, "--lie", "none", "--tracker", Tracker, "--data", data);
        var address = (await after.EventAsync("ready")).GetProperty("address").GetString()!;

        await leecher.EventAsync("resumed");
        var done = await EndsWell(leecher);
        Assert.True(done.GetProperty("leechers")[0].GetProperty("sources").GetProperty(address).GetInt64() > 0, leecher.ToString());
    }

    [Fact(DisplayName = "Seed fault: a corrupt or short chunk is accepted and seeded on; S1.47: a leecher of liars only keeps nothing, waits, and has no file")]
    public async Task Liars_only()
    {
        await using var tracker = await StartTracker();
        await using var first = NodeProcess.StartLiar(_space.Root, _source, "--lie", "other-chunk", "--tracker", Tracker);
        await using var second = NodeProcess.StartLiar(_space.Root, _source, "--lie", "wrong-bytes", "--tracker", Tracker);
        var id = (await first.EventAsync("published")).GetProperty("id").GetString()!;
        await second.EventAsync("published");
        await using var leecher = Get(id);

        await leecher.EventAsync("banned");
        await leecher.EventAsync("banned");
        var waiting = await leecher.EventAsync("waiting");

        Assert.Contains("4 of 4 chunks are missing", waiting.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty(waiting.GetProperty("unreachable").EnumerateArray());
        Assert.False(File.Exists(_space.In("target", "long.bin")));
        leecher.Signal("INT");
        Assert.Equal(130, await leecher.ExitAsync());
        Assert.False(File.Exists(_space.In("target", "long.bin")));
    }

    private static bool Names(JsonElement waiting, string address) =>
        waiting.GetProperty("unreachable").EnumerateArray().Any(u => u.GetProperty("address").GetString() == address);

    private static Task SomeBytes(NodeProcess leecher) => leecher.EventAsync("progress", e => e.GetProperty("bytes").GetInt64() > 0);

    private async Task<NodeProcess> StartTracker()
    {
        var tracker = NodeProcess.Start(
            _space.Root, "node", "--config", Workspace.Hocon("tracker.hocon"), "--bind", Tracker, "--json");
        await tracker.EventAsync("ready");
        return tracker;
    }

    private NodeProcess StartSlow() =>
        NodeProcess.StartLiar(_space.Root, _source, "--lie", "slow", "--tracker", Tracker);

    private NodeProcess Get(string id, params string[] more) => NodeProcess.Start(
        _space.Folder("target"), ["get", id, "--tracker", Tracker, "--bind", "127.0.0.1:0", "--json", .. more]);

    private async Task<JsonElement> EndsWell(NodeProcess leecher)
    {
        var done = await leecher.EventAsync("done");
        Assert.Equal(0, await leecher.ExitAsync());
        Assert.Equal(Workspace.IndependentHash(_source), Workspace.IndependentHash(_space.In("target", "long.bin")));
        Assert.Empty(done.GetProperty("banned").EnumerateArray());
        return done;
    }
}
