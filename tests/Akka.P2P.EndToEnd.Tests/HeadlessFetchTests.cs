namespace Akka.P2P.EndToEnd.Tests;

/// <summary>What a headless node does about what it can't have yet.</summary>
public sealed class HeadlessFetchTests : IDisposable
{
    private readonly Workspace _space = new();

    public void Dispose() => _space.Dispose();

    [Fact(DisplayName = "A link that names a peer is fetched without any tracker, and a tracker that the node doesn't have is warned of; a file that is named twice is shared once")]
    public async Task Peers_are_enough()
    {
        var source = _space.WriteFile("shared.bin", 300_000);
        await using var seeder = Node("seeder", $"akka.p2p.node.share = [\"{source}\", \"{source}\"]");
        var address = (await seeder.EventAsync("ready")).GetProperty("address").GetString();
        var magnet = (await seeder.EventAsync("sharing")).GetProperty("magnet").GetString();

        await using var leecher = Node("leecher", $"akka.p2p.node.get = [\"{magnet}&x.pe={address}&tr=akka.tcp://p2p@127.0.0.9:8888\"]");
        await leecher.EventAsync("downloaded");

        Assert.Equal(Workspace.IndependentHash(source), Workspace.IndependentHash(_space.In("leecher", "shared.bin")));
        Assert.Contains("127.0.0.9:8888, which akka.p2p.peer.trackers does not", leecher.Errors, StringComparison.Ordinal);
        Assert.Contains("named twice", seeder.Errors, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "A download that failed is begun again, and succeeds once what was in the way is gone")]
    public async Task Failed_is_retried()
    {
        var source = _space.WriteFile("shared.bin", 300_000);
        await using var seeder = NodeProcess.Start(_space.Root, "share", source, "--bind", "127.0.0.1:0", "--json");
        var tracker = (await seeder.EventAsync("sharing")).GetProperty("trackers")[0].GetString();
        var foreign = Path.Combine(_space.Folder("leecher"), "shared.bin.part");
        await File.WriteAllTextAsync(foreign, "somebody else's");

        await using var leecher = Node(
            "leecher", $"akka.p2p.peer.trackers = [\"{tracker}\"]", "akka.p2p.node.get = [\"*\"]", "akka.p2p.node.get-retry = 200ms");
        await leecher.EventAsync("download-failed");
        Assert.Equal("somebody else's", await File.ReadAllTextAsync(foreign));
        File.Delete(foreign);
        await leecher.EventAsync("downloaded");

        Assert.Equal(Workspace.IndependentHash(source), Workspace.IndependentHash(_space.In("leecher", "shared.bin")));
    }

    [Fact(DisplayName = "A node that is started again has what it fetched before, seeds it, and does not fetch it once more under a second name")]
    public async Task Started_again()
    {
        var source = _space.WriteFile("shared.bin", 300_000);
        await using var tracker = NodeProcess.Start(_space.Root, "share", source, "--bind", "127.0.0.1:0", "--json");
        var sharing = await tracker.EventAsync("sharing");
        string[] lines = [$"akka.p2p.peer.trackers = [\"{sharing.GetProperty("trackers")[0].GetString()}\"]", "akka.p2p.node.get = [\"*\"]"];
        await using var before = Node("leecher", lines);
        await before.EventAsync("downloaded");
        before.Signal("TERM");
        await before.ExitAsync();

        await using var after = Node("leecher", lines);
        var downloaded = await after.EventAsync("downloaded");

        Assert.Equal(_space.In("leecher", "shared.bin"), downloaded.GetProperty("path").GetString());
        Assert.Empty(downloaded.GetProperty("sources").EnumerateObject());
        Assert.Equal(["shared.bin"], Directory.EnumerateFiles(_space.In("leecher")).Select(p => Path.GetFileName(p)!).Where(n => !n.StartsWith('.')));
    }

    [Fact(DisplayName = "A get whose link names only peers that are not there ends with 4 and says so")]
    public async Task Nobody_there()
    {
        var source = _space.WriteFile("never.bin", 100_000);
        var id = (await NodeProcess.RunAsync(_space.Root, "id", source)).Output.Trim();

        var (exitCode, _, errors) = await NodeProcess.RunAsync(
            _space.Root, "get", $"magnet:?xt=urn:btmh:1220{id}&x.pe=127.0.0.1:{Workspace.FreePort()}", "--to", _space.Folder("target"),
            "--bind", "127.0.0.1:0", "--set", "akka.p2p.node.tracker-timeout=1s", "--set", "akka.p2p.link.timeout=1s");

        Assert.Equal(4, exitCode);
        Assert.Contains("metainfo", errors, StringComparison.Ordinal);
    }

    private NodeProcess Node(string name, params string[] lines)
    {
        var config = _space.In($"{name}.hocon");
        File.WriteAllLines(config,
        [
            $"akka.p2p.node {{ name = {name}, download-dir = \"{_space.Folder(name)}\" }}",
            "akka.remote.dot-netty.tcp.hostname = \"127.0.0.1\"",
            .. lines,
        ]);
        return NodeProcess.Start(_space.Root, "node", "--config", config, "--json");
    }
}
