namespace Akka.P2P.EndToEnd.Tests.Menu;

using Akka.P2P.Terminals;

/// <summary>The menu as a person sees it, in a pseudo-terminal.</summary>
public sealed class TerminalMenuTests
{
    [TerminalFact(DisplayName = "S2.84 to S2.89, S2.C8, S2.C10: list, download, share, help and quit at a terminal, as approved; the quitter seeds no longer")]
    public async Task Menu()
    {
        await using var swarm = await MenuSwarm.StartAsync();
        var (seederPort, leecherPort) = (Workspace.FreePort(), Workspace.FreePort());
        var original = swarm.Space.WriteFile("1.pdf", 1_038_162);
        var mine = swarm.Space.WriteFile("mine.bin", 300, seed: 2);
        await using var seeder = await swarm.PeerAsync("seeder.hocon", seederPort, $"akka.p2p.node.share=[\"{original}\"]");
        await seeder.EventAsync("published");
        await using var terminal = await swarm.TerminalAsync("leecher1.hocon", leecherPort);
        await terminal.WaitForAsync("Registered with the tracker");

        await terminal.EnterAsync("1");
        var listed = await terminal.WaitForAsync("the second prompt", screen => screen.Contains("1.pdf", StringComparison.Ordinal) && screen.EndsWith("Enter choice:", StringComparison.Ordinal));
        var row = listed.Split('\n').Single(line => line.Contains("1.pdf", StringComparison.Ordinal));
        await terminal.EnterAsync("2");
        await terminal.WaitForAsync("Enter torrent ID:");
        await terminal.EnterAsync(row.Split(' ')[0]);
        await terminal.WaitInTranscriptAsync("File downloaded successfully");
        Assert.Equal(Workspace.IndependentHash(original), Workspace.IndependentHash(swarm.Space.In("output", "leecher1", "1.pdf")));

        // The tracker hears of it in a moment: S2.89.
        while (await swarm.CountsAsync("1.pdf") is not (2, 0))
        {
        }

        await terminal.EnterAsync("1");
        var seeding = await terminal.WaitForAsync("two seeders", screen => screen.Split("@127.0.0.1:").Length == 3 && screen.EndsWith("Enter choice:", StringComparison.Ordinal));
        await Approved.EqualAsync("menu-list", Listed(Approved.Normal(
            seeding, (swarm.Space.Root, "<folder>"), (Approved.Port(swarm.TrackerPort), ":<tracker>"), (Approved.Port(seederPort), ":<seeder>"), (Approved.Port(leecherPort), ":<leecher>"))));

        await terminal.EnterAsync("3");
        await terminal.WaitForAsync("Enter filename:");
        await terminal.EnterAsync(mine);
        var shared = await terminal.WaitForAsync("the magnet", screen => screen.Contains("magnet:", StringComparison.Ordinal) && screen.EndsWith("Enter choice:", StringComparison.Ordinal));
        Assert.Contains("Sharing mine.bin (300 B), torrent ID ", shared, StringComparison.Ordinal);
        Assert.Equal((1, 0), await swarm.CountsAsync("mine.bin"));

        await terminal.EnterAsync("4");
        await terminal.WaitForAsync("Press Enter to continue...");
        await terminal.EnterAsync("");
        await terminal.EnterAsync("6");
        await terminal.WaitInTranscriptAsync("invalid choice, please try again");
        await terminal.EnterAsync("5");

        var transcript = await terminal.WaitInTranscriptAsync("exit code");
        Assert.Contains("exit code 0", transcript, StringComparison.Ordinal);
        Assert.Contains("Unregistered from the tracker at 127.0.0.1", transcript, StringComparison.Ordinal);
        Assert.Contains("Shutting down the peer.", transcript, StringComparison.Ordinal);
        Assert.Equal((1, 0), await swarm.CountsAsync("1.pdf"));
        Assert.Equal((0, 0), await swarm.CountsAsync("mine.bin"));
    }

    [TerminalFact(DisplayName = "S1.8 to S1.11, S1.33, S1.C2, S1.C4, S1.C8: ping, broadcast and sendfile at a terminal; what happens meanwhile appears above what is being typed, also after a resize; Ctrl+C leaves cleanly and gives the terminal back")]
    public async Task Talk()
    {
        await using var swarm = await MenuSwarm.StartAsync();
        var (port, otherPort) = (Workspace.FreePort(), Workspace.FreePort());
        await using var terminal = await swarm.TerminalAsync("leecher1.hocon", port);
        await terminal.WaitForAsync("Registered with the tracker");

        await terminal.TypeAsync("broadcast hello frm you");
        await terminal.WaitForAsync("hello frm you");
        await terminal.PressAsync("Left", "Left", "Left", "Left", "Left");
        await using var other = swarm.Piped("leecher2.hocon", otherPort);
        var joined = await terminal.WaitForAsync($"New peer joined: 127.0.0.1:{otherPort}");
        Assert.EndsWith("\nEnter choice: broadcast hello frm you", joined, StringComparison.Ordinal);
        await terminal.TypeAsync("o");
        await terminal.WaitForAsync("hello from you");
        Assert.Equal("Enter choice: broadcast hello fro".Length, (await terminal.CursorAsync()).Column);
        await terminal.ResizeAsync(40, 12);
        await terminal.EnterAsync("");

        await other.OutputAsync($"Broadcast message: 'hello from you' from 127.0.0.1:{port} (leecher1)");
        await terminal.WaitInTranscriptAsync("Broadcast to 1 peer.");
        await terminal.EnterAsync("ping");
        await terminal.WaitForAsync("Enter target host:");
        await terminal.EnterAsync("127.0.0.1");
        await terminal.WaitForAsync("Enter target port:");
        await terminal.EnterAsync($"{otherPort}");
        await terminal.WaitInTranscriptAsync("PONG from");

        // S1.11, S1.C8: a file for all others, which this one is asked about.
        var file = swarm.Space.WriteFile("network.png", 12_345);
        await terminal.ResizeAsync(100, 40);
        await other.WriteLineAsync($"sendfile {file}");
        await terminal.WaitInTranscriptAsync($"offers 'network.png' (12.1 KiB). Accept? [y/n]:");
        await terminal.EnterAsync("y");
        await other.OutputAsync($"127.0.0.1:{port} has received network.png, verified");
        await terminal.WaitInTranscriptAsync("Received ");
        Assert.Contains(
            Workspace.IndependentHash(file),
            Directory.EnumerateFiles(swarm.Space.Root, "network.png", SearchOption.AllDirectories).Where(f => f != file).Select(Workspace.IndependentHash));
        await other.WriteLineAsync("sendfile no-such-file");
        await other.OutputAsync("File not found: no-such-file");
        await other.WriteLineAsync($"sendfile {file} to 127.0.0.1:{port}");
        await terminal.WaitForAsync("the second question", screen => screen.EndsWith("Accept? [y/n]:", StringComparison.Ordinal));
        await terminal.EnterAsync("n");
        await other.OutputAsync($"127.0.0.1:{port} declined network.png");

        await other.WriteLineAsync("exit");
        Assert.Equal(0, await other.ExitAsync());
        await terminal.WaitInTranscriptAsync($"Peer left: 127.0.0.1:{otherPort}");
        await terminal.TypeAsync("half a li");
        await terminal.PressAsync("C-c");
        var end = await terminal.WaitInTranscriptAsync("exit code 0\nicanon\necho");
        Assert.Contains("Unregistered from the tracker", end, StringComparison.Ordinal);
    }

    [TerminalFact(DisplayName = "S1.12: Ctrl+D on an empty line leaves as exit does")]
    public async Task Ctrl_D()
    {
        await using var swarm = await MenuSwarm.StartAsync();
        await using var terminal = await swarm.TerminalAsync("leecher1.hocon", Workspace.FreePort());
        await terminal.WaitForAsync("Registered with the tracker");

        await terminal.PressAsync("C-d");

        Assert.Contains("exit code 0", await terminal.WaitInTranscriptAsync("exit code"), StringComparison.Ordinal);
    }

    // From the choice that listed it, in whatever order seeders and notices came: sorted by names, which do not change, and not by ports, which do.
    private static string Listed(string screen)
    {
        var lines = screen[screen.LastIndexOf("Enter choice: 1", StringComparison.Ordinal)..].Split('\n')
            .Where(line => !line.StartsWith("New peer joined", StringComparison.Ordinal) && !line.StartsWith("Peer left", StringComparison.Ordinal))
            .Select(line => Approved.PeerId().Replace(line, "<peer>")).ToList();
        var first = lines.FindIndex(line => line.Contains('@'));
        var count = lines.Count(line => line.Contains('@'));
        lines.Sort(first, count, StringComparer.Ordinal);
        return string.Join('\n', lines);
    }
}
