namespace Akka.P2P.EndToEnd.Tests;

using System.Diagnostics;

/// <summary>Commands that are asked to wait for a tracker that isn't there, and those that are not.</summary>
public sealed class WaitingTests : IDisposable
{
    private readonly Workspace _space = new();
    private readonly int _port = Workspace.FreePort();

    public void Dispose() => _space.Dispose();

    [Fact(DisplayName = "S2.109: share, get and list with --wait say once what they wait for, and succeed when the tracker comes; without --wait they end with 4")]
    public async Task Waits_for_the_tracker()
    {
        var source = _space.WriteFile("late.bin", 300_000);
        var id = (await NodeProcess.RunAsync(_space.Root, "id", source)).Output.Trim();
        string[] where = ["--tracker", $"127.0.0.1:{_port}", "--json"];
        await using var share = NodeProcess.Start(_space.Root, ["share", source, "--bind", "127.0.0.1:0", "--wait", "5m", .. where]);
        await using var get = NodeProcess.Start(_space.Root, ["get", id[..12], "--to", _space.Folder("target"), "--bind", "127.0.0.1:0", .. where, "--wait"]);
        await using var list = NodeProcess.Start(_space.Root, ["list", "--wait=5 m", .. where]);
        foreach (var waiting in new[] { share, get, list })
            Assert.Equal(4, (await waiting.EventAsync("waiting")).GetProperty("code").GetInt32());
        Assert.Equal(4, (await NodeProcess.RunAsync(_space.Root, ["get", id, "--to", _space.In("none"), "--bind", "127.0.0.1:0", .. where])).ExitCode);

        await using var tracker = NodeProcess.Start(
            _space.Root, "node", "--config", Workspace.Hocon("tracker.hocon"), "--bind", $"127.0.0.1:{_port}", "--json");
        await share.EventAsync("sharing");

        Assert.Equal(0, await get.ExitAsync());
        Assert.Equal(0, await list.ExitAsync());
        Assert.Equal(Workspace.IndependentHash(source), Workspace.IndependentHash(_space.In("target", "late.bin")));
        foreach (var waited in new[] { share, get, list })
        {
            var said = waited.Output.Split('\n').Where(l => l.Contains("\"waiting\"", StringComparison.Ordinal) && l.Contains("\"code\"", StringComparison.Ordinal)).ToList();
            // The tracker may be there before the torrent is: that is another thing to wait for.
            Assert.True(said.Count == said.Distinct().Count() && said.Count <= 2, waited.ToString());
        }
    }

    [Fact(DisplayName = "--wait 2s gives up after that with 4; Ctrl+C ends a --wait with 130")]
    public async Task Gives_up()
    {
        string[] where = ["--tracker", $"127.0.0.1:{_port}", "--json"];
        await using var forever = NodeProcess.Start(_space.Root, ["list", .. where, "--wait"]);
        await forever.EventAsync("waiting");
        var began = Stopwatch.GetTimestamp();
        var (code, _, errors) = await NodeProcess.RunAsync(_space.Root, ["list", .. where, "--wait", "2s"]);
        Assert.Equal(4, code);
        Assert.True(Stopwatch.GetElapsedTime(began) >= TimeSpan.FromSeconds(2), errors);
        Assert.Contains("No tracker answers", errors, StringComparison.Ordinal);

        forever.Signal("INT");
        Assert.Equal(130, await forever.ExitAsync());
    }
}
