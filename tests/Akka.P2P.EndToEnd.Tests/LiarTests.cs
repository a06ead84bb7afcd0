namespace Akka.P2P.EndToEnd.Tests;

/// <summary>Sources that lie, each a process of its own.</summary>
public sealed class LiarTests : IDisposable
{
    private readonly Workspace _space = new();

    public void Dispose() => _space.Dispose();

    [Fact(DisplayName = "S2.63 S2.105: two liars and one honest source: the file arrives identical, and only the liars are banned")]
    public async Task Two_liars_and_one_honest()
    {
        var source = _space.WriteFile("truth.bin", (6 << 20) + 12_345);
        var tracker = $"127.0.0.1:{Workspace.FreePort()}";
        await using var list = NodeProcess.Start(_space.Root, "node", "--config", Workspace.Hocon("tracker.hocon"), "--bind", tracker, "--json");
        await list.EventAsync("ready");
        await using var first = NodeProcess.StartLiar(_space.Root, source, "--lie", "wrong-bytes", "--tracker", tracker, "--seed", "7");
        await using var second = NodeProcess.StartLiar(_space.Root, source, "--lie", "short", "--tracker", tracker, "--seed", "8");
        var liars = new List<string>();
        var id = "";
        foreach (var liar in new[] { first, second })
        {
            liars.Add((await liar.EventAsync("ready")).GetProperty("peer").GetString()!);
            id = (await liar.EventAsync("published")).GetProperty("id").GetString()!;
        }

        await using var leecher = NodeProcess.Start(
            _space.Folder("target"), "get", id, "--tracker", tracker, "--bind", "127.0.0.1:0", "--set", "akka.loglevel=WARNING", "--json");
        // The honest one comes once both have lied: on a fast machine it might leave them nothing to lie about.
        await leecher.EventAsync("banned");
        await leecher.EventAsync("banned");
        await using var honest = NodeProcess.Start(_space.Root, "share", source, "--tracker", tracker, "--bind", "127.0.0.1:0", "--json");
        var done = await leecher.EventAsync("done");

        Assert.Equal(0, await leecher.ExitAsync());
        Assert.Equal(Workspace.IndependentHash(source), Workspace.IndependentHash(_space.In("target", "truth.bin")));
        Assert.True(done.GetProperty("verified").GetBoolean(), leecher.ToString());
        var banned = done.GetProperty("banned").EnumerateArray().ToList();
        Assert.Equal(liars.Order(), banned.Select(b => b.GetProperty("peer").GetString()!).Order());
        foreach (var liar in banned)
        {
            Assert.StartsWith("127.0.0.1:", liar.GetProperty("address").GetString(), StringComparison.Ordinal);
            var evidence = Assert.Single(liar.GetProperty("evidence").EnumerateArray());
            Assert.True(evidence.GetProperty("attempt").GetInt64() > 0);
            Assert.InRange(evidence.GetProperty("chunk").GetInt32(), 0, 24);
            var isShort = liar.GetProperty("peer").GetString() == liars[1];
            Assert.Equal(isShort ? "malformed" : "corrupt", evidence.GetProperty("kind").GetString());
            Assert.NotEmpty(evidence.GetProperty("what").GetString()!);
            var logged = $"Source {liar.GetProperty("address").GetString()} is banned: chunk {evidence.GetProperty("chunk").GetInt32()}, "
                + $"attempt #{evidence.GetProperty("attempt").GetInt64()}: ";
            Assert.True(leecher.Errors.Contains(logged, StringComparison.Ordinal), $"The log lacks '{logged}'.\n{leecher}");
        }

        foreach (var liar in new[] { first, second })
        {
            liar.Signal("TERM");
            Assert.Equal(0, await liar.ExitAsync());
        }
    }
}
