namespace Akka.P2P.EndToEnd.Tests.Menu;

/// <summary>The menu without a terminal: lines in, lines out.</summary>
public sealed class PipedMenuTests
{
    [Fact(DisplayName = "S2.86, S2.87, S2.C9: a menu in pipes does one thing after the other, every error leads back to it, and at the end of its input the node goes on until SIGTERM")]
    public async Task Pipes()
    {
        await using var swarm = await MenuSwarm.StartAsync();
        var original = swarm.Space.WriteFile("one.bin", 300_000);
        var mine = swarm.Space.WriteFile("mine.bin", 300, seed: 2);
        await using var seeder = await swarm.PeerAsync("seeder.hocon", 0, $"akka.p2p.node.share=[\"{original}\"]");
        var id = (await seeder.EventAsync("published")).GetProperty("id").GetString()!;
        await using var node = swarm.Piped("leecher1.hocon", 0);
        await node.OutputAsync("Registered with the tracker");

        foreach (var line in new[] { "dance", "2", "ffff", "2", "not hex", "3", "no-such-file", "3", mine, "3", mine, "ping 127.0.0.1:x", "2", id[..7], "1" })
            await node.WriteLineAsync(line);
        await node.OutputAsync("File downloaded successfully");
        node.CloseInput();
        await node.OutputAsync("Standard input has ended: the node goes on");

        Assert.Equal(Workspace.IndependentHash(original), Workspace.IndependentHash(swarm.Space.In("output", "leecher1", "one.bin")));
        foreach (var said in (string[])
        [
            "Enter choice: dance\ninvalid choice, please try again (unknown command: dance)\n",
            "Enter torrent ID: ffff\ntorrent id does not exist: ffff\n",
            "Enter torrent ID: not hex\n'not hex' is no torrent id",
            "Enter filename: no-such-file\nFile not found: no-such-file\n",
            "already seeding this file: ",
            "'127.0.0.1:x' is not HOST:PORT",
            $"Enter torrent ID: {id[..7]}\n",
            "one.bin    2 (293 KiB)  ",
        ])
        {
            Assert.Contains(said, node.Output, StringComparison.Ordinal);
        }

        Assert.False(node.HasExited, node.ToString());
        node.Signal("TERM");
        Assert.Equal(0, await node.ExitAsync());
        Assert.EndsWith("Shutting down the peer.\n", node.Output, StringComparison.Ordinal);
        Assert.Equal((1, 0), await swarm.CountsAsync("one.bin"));
    }

    [Fact(DisplayName = "The menu that docs/operations.md shows is the one that was approved")]
    public async Task Documented()
    {
        var approved = await File.ReadAllTextAsync(Path.Combine(Approved.Folder, "menu-list.txt"));

        Assert.Contains($"```\n{approved}```\n", await File.ReadAllTextAsync(Path.Combine(Workspace.Repository, "docs", "operations.md")), StringComparison.Ordinal);
    }

    [Theory(DisplayName = "--console with --json, or for a node that is no peer, is refused with one sentence")]
    [InlineData("seeder.hocon", "--json", "--json")]
    [InlineData("tracker.hocon", "--set", "akka.p2p.node.roles")]
    public async Task Refused(string hocon, string more, string named)
    {
        using var space = new Workspace();
        string[] last = more == "--set" ? ["--set", "akka.remote.dot-netty.tcp.port=0"] : [more];

        var (code, output, errors) = await NodeProcess.RunAsync(space.Root, ["node", "--config", Workspace.Hocon(hocon), "--console", .. last]);

        Assert.True(code == 2, $"exit code {code}\n{output}\n{errors}");
        Assert.Contains(named, Assert.Single(errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }
}
