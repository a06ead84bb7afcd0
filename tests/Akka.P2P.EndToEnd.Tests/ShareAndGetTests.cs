namespace Akka.P2P.EndToEnd.Tests;

public sealed class ShareAndGetTests : IDisposable
{
    private readonly Workspace _space = new();

    public void Dispose() => _space.Dispose();

    [Fact(DisplayName = "S2.21 S2.22 S2.60 S2.99: the line that share prints fetches the file on another node, identical")]
    public async Task Printed_line_fetches_the_file()
    {
        var source = _space.WriteFile("big.bin", 5_000_000);
        await using var seeder = NodeProcess.Start(_space.Root, "share", source, "--bind", "127.0.0.1:0", "--json");
        var sharing = await seeder.EventAsync("sharing");
        Assert.Equal("big.bin", sharing.GetProperty("name").GetString());
        var line = sharing.GetProperty("get").GetString()!;
        Assert.StartsWith("akka-p2p get ", line, StringComparison.Ordinal);

        var target = _space.Folder("target");
        var arguments = line["akka-p2p ".Length..].Replace("'", "", StringComparison.Ordinal).Split(' ');
        await using var leecher = NodeProcess.Start(target, [.. arguments, "--bind", "127.0.0.1:0", "--json"]);
        var done = await leecher.EventAsync("done");

        Assert.Equal(0, await leecher.ExitAsync());
        Assert.True(done.GetProperty("verified").GetBoolean());
        Assert.Equal(5_000_000, done.GetProperty("bytes").GetInt64());
        Assert.Equal(sharing.GetProperty("id").GetString(), done.GetProperty("id").GetString());
        Assert.Equal(Workspace.IndependentHash(source), Workspace.IndependentHash(Path.Combine(target, "big.bin")));
        Assert.Equal(["big.bin"], Directory.EnumerateFileSystemEntries(target).Select(Path.GetFileName));
    }

    [Fact(DisplayName = "S2.26 S2.28 S2.30: list shows what is shared; its id, a unique prefix of it, and a .torrent file each name it to get")]
    public async Task Every_way_to_name_a_torrent_works()
    {
        var source = _space.WriteFile("named.bin", 300_000);
        await using var seeder = NodeProcess.Start(_space.Root, "share", source, "--bind", "127.0.0.1:0", "--json");
        var sharing = await seeder.EventAsync("sharing");
        var tracker = sharing.GetProperty("trackers")[0].GetString()!;
        var id = sharing.GetProperty("id").GetString()!;

        var list = await NodeProcess.RunAsync(_space.Root, "list", "--tracker", tracker, "--json");
        Assert.True(list.ExitCode == 0, list.Errors);
        Assert.Contains(id, list.Output, StringComparison.Ordinal);
        Assert.Contains("named.bin", list.Output, StringComparison.Ordinal);

        var torrent = _space.In("named.torrent");
        var made = await NodeProcess.RunAsync(_space.Root, "id", source, "--torrent", torrent);
        Assert.True(made.ExitCode == 0, made.Errors);
        Assert.Equal(id, made.Output.Trim());

        foreach (var (name, index) in new[] { id, id[..12], torrent }.Select((name, index) => (name, index)))
        {
            var target = _space.Folder($"target{index}");
            var got = await NodeProcess.RunAsync(_space.Root, "get", name, "--to", target, "--tracker", tracker, "--bind", "127.0.0.1:0");
            Assert.True(got.ExitCode == 0, $"{name}: {got.Errors}\n{got.Output}");
            Assert.Equal(Workspace.IndependentHash(source), Workspace.IndependentHash(Path.Combine(target, "named.bin")));
        }

        var verified = await NodeProcess.RunAsync(_space.Root, "verify", source, "--torrent", torrent);
        Assert.True(verified.ExitCode == 0, verified.Errors);
    }

    [Fact(DisplayName = "S1.43: a file of the final name is never overwritten: the new one gets a new name")]
    public async Task Existing_file_is_kept()
    {
        var source = _space.WriteFile("same.txt", 1000);
        await using var seeder = NodeProcess.Start(_space.Root, "share", source, "--bind", "127.0.0.1:0", "--json");
        var magnet = (await seeder.EventAsync("sharing")).GetProperty("magnet").GetString()!;
        var target = _space.Folder("target");
        await File.WriteAllTextAsync(Path.Combine(target, "same.txt"), "mine");

        var got = await NodeProcess.RunAsync(_space.Root, "get", magnet, "--to", target, "--bind", "127.0.0.1:0");

        Assert.True(got.ExitCode == 0, got.Errors);
        Assert.Equal("mine", await File.ReadAllTextAsync(Path.Combine(target, "same.txt")));
        Assert.Equal(Workspace.IndependentHash(source), Workspace.IndependentHash(Path.Combine(target, "same (1).txt")));
    }

    [Fact(DisplayName = "Over IPv6: the line that share prints fetches the file")]
    public async Task Ipv6()
    {
        var source = _space.WriteFile("six.bin", 300_000);
        await using var seeder = NodeProcess.Start(_space.Root, "share", source, "--bind", "[::1]:0", "--json");
        var magnet = (await seeder.EventAsync("sharing")).GetProperty("magnet").GetString()!;
        Assert.Contains("[::1]:", magnet, StringComparison.Ordinal);
        var target = _space.Folder("target");

        var got = await NodeProcess.RunAsync(_space.Root, "get", magnet, "--to", target, "--bind", "[::1]:0");

        Assert.True(got.ExitCode == 0, got.Errors);
        Assert.Equal(Workspace.IndependentHash(source), Workspace.IndependentHash(Path.Combine(target, "six.bin")));
    }

    [Fact(DisplayName = "S1.47: verify finds one changed byte and says so with exit code 5")]
    public async Task Verify_finds_a_changed_byte()
    {
        var source = _space.WriteFile("checked.bin", 700_000);
        var torrent = _space.In("checked.torrent");
        Assert.Equal(0, (await NodeProcess.RunAsync(_space.Root, "id", source, "--torrent", torrent)).ExitCode);
        using (var file = File.OpenWrite(source))
        {
            file.Position = 400_000;
            file.WriteByte(0);
            file.WriteByte(1);
            file.WriteByte(2);
        }

        var (exitCode, _, errors) = await NodeProcess.RunAsync(_space.Root, "verify", source, "--torrent", torrent);

        Assert.Equal(5, exitCode);
        Assert.Contains("checked.bin", errors, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "Ctrl+C ends a get that waits with 130 and leaves no file of the final name; share and node end with 0")]
    public async Task Interrupts_are_clean()
    {
        await using var node = NodeProcess.Start(
            _space.Root, "node", "--config", Workspace.Hocon("tracker.hocon"), "--bind", "127.0.0.1:0", "--json", "--set", "akka.p2p.node.data-dir=");
        var tracker = (await node.EventAsync("ready")).GetProperty("address").GetString()!;
        var source = _space.WriteFile("shared.bin", 3_000_000);
        await using var dying = NodeProcess.Start(_space.Root, "share", source, "--tracker", tracker, "--wait", "2m", "--bind", "127.0.0.1:0", "--json");
        var id = (await dying.EventAsync("sharing")).GetProperty("id").GetString()!;
        dying.Signal("KILL");
        await dying.ExitAsync();
        var target = _space.Folder("target");
        await using var leecher = NodeProcess.Start(_space.Root, "get", id, "--to", target, "--tracker", tracker, "--wait", "2m", "--bind", "127.0.0.1:0", "--json");
        await leecher.EventAsync("started");

        leecher.Signal("INT");
        Assert.Equal(130, await leecher.ExitAsync());
        Assert.False(File.Exists(Path.Combine(target, "shared.bin")));

        await using var seeder = NodeProcess.Start(_space.Root, "share", source, "--tracker", tracker, "--wait", "2m", "--bind", "127.0.0.1:0", "--json");
        await seeder.EventAsync("sharing");
        foreach (var process in new[] { seeder, node })
        {
            process.Signal("INT");
            Assert.Equal(0, await process.ExitAsync());
        }
    }
}
