namespace Akka.P2P.EndToEnd.Tests;

/// <summary>Several downloads that want one place.</summary>
public sealed class OneFolderTests : IDisposable
{
    private readonly Workspace _space = new();

    public void Dispose() => _space.Dispose();

    [Fact(DisplayName = "Two processes on one target folder: the second ends with 1 and one sentence; what a killed one left behind locks nothing")]
    public async Task Locked_folder()
    {
        var source = _space.WriteFile("a.bin", 64 << 20);
        await using var seeder = NodeProcess.Start(_space.Root, "share", source, "--bind", "127.0.0.1:0", "--json");
        var tracker = (await seeder.EventAsync("sharing")).GetProperty("trackers")[0].GetString()!;
        var id = (await NodeProcess.RunAsync(_space.Root, "id", source)).Output.Trim();
        var target = _space.Folder("target");
        string[] line = ["get", id, "--to", target, "--tracker", tracker, "--bind", "127.0.0.1:0", "--json"];
        // It holds the folder whether it still fetches or seeds already.
        await using var first = NodeProcess.Start(_space.Root, [.. line, "--seed"]);
        await first.EventAsync("started");

        var (code, _, errors) = await NodeProcess.RunAsync(_space.Root, line);

        Assert.True(code == 1, $"exit code {code}\n{errors}");
        Assert.Contains("Another process downloads into " + target, Assert.Single(errors.TrimEnd().Split('\n')), StringComparison.Ordinal);

        first.Signal("KILL");
        await first.ExitAsync();
        Assert.True(File.Exists(Path.Combine(target, ".akka-p2p.lock")));
        await using var again = NodeProcess.Start(_space.Root, line);
        Assert.Equal(0, await again.ExitAsync());
        // The first may have been done before it was killed; then the second one's copy is another.
        var copy = Directory.EnumerateFiles(target, "a*.bin").OrderDescending().First();
        Assert.Equal(Workspace.IndependentHash(source), Workspace.IndependentHash(copy));
        Assert.False(File.Exists(Path.Combine(target, ".akka-p2p.lock")));
    }

    [Fact(DisplayName = "Two torrents of one name into one folder, and one torrent named twice: both are there in the end, each once, whole and under a name of its own")]
    public async Task Same_name()
    {
        Directory.CreateDirectory(_space.In("one"));
        Directory.CreateDirectory(_space.In("two"));
        string[] sources = [_space.WriteFile("one/same.bin", 3_000_000, seed: 1), _space.WriteFile("two/same.bin", 2_000_000, seed: 2)];
        await using var seeder = Node("seeder", $"akka.p2p.node {{ roles = [tracker, peer], share = [\"{sources[0]}\", \"{sources[1]}\"] }}");
        var address = (await seeder.EventAsync("ready")).GetProperty("address").GetString();
        var first = await seeder.EventAsync("sharing");
        var second = await seeder.EventAsync("sharing");

        await using var leecher = Node(
            "leecher", $"akka.p2p.peer.trackers = [\"{address}\"]", "akka.p2p.node.get-retry = 500ms",
            $"akka.p2p.node.get = [\"{first.GetProperty("magnet").GetString()}\", \"{first.GetProperty("id").GetString()![..10]}\", \"{second.GetProperty("id").GetString()}\"]");
        await leecher.EventAsync("downloaded");
        await leecher.EventAsync("downloaded");

        var copies = Directory.EnumerateFiles(_space.In("leecher"), "*.bin").ToList();
        Assert.Equal(sources.Select(Workspace.IndependentHash).Order(), copies.Select(Workspace.IndependentHash).Order());
        Assert.Equal(["same (1).bin", "same.bin"], copies.Select(Path.GetFileName).Order(StringComparer.Ordinal));
        leecher.Signal("TERM");
        Assert.Equal(0, await leecher.ExitAsync());
        Assert.DoesNotContain(".part", string.Join(' ', Directory.EnumerateFiles(_space.In("leecher"))), StringComparison.Ordinal);
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
