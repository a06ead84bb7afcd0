namespace Akka.P2P.EndToEnd.Tests;

using System.Globalization;
using System.Net.Sockets;

/// <summary>What the system that we grew from did wrong and only shows between processes.</summary>
public sealed class SeedFaultTests : IDisposable
{
    private readonly Workspace _space = new();

    public void Dispose() => _space.Dispose();

    [Fact(DisplayName = "Seed fault: idle connections block the tracker. S2.20: with 600 that say nothing, or half a frame, peers publish, list and fetch")]
    public async Task Idle_connections()
    {
        const int count = 600;
        // By default it hangs up after 15 s on who says nothing: here they are to stay for as long as the transfer takes.
        await using var tracker = NodeProcess.Start(
            _space.Root, "node", "--config", Workspace.Hocon("tracker.hocon"), "--bind", "127.0.0.1:0", "--json",
            "--set", "akka.p2p.node.data-dir=", "--set", "akka.remote.handshake-timeout=600s");
        var address = (await tracker.EventAsync("ready")).GetProperty("address").GetString()!;
        var port = int.Parse(address.Split(':')[^1], CultureInfo.InvariantCulture);
        var idle = new List<TcpClient>();
        try
        {
            for (var i = 0; i < count; i++)
            {
                var client = new TcpClient();
                idle.Add(client);
                await client.ConnectAsync("127.0.0.1", port);
                // Half of them begin a frame of 100 bytes (the length is little-endian) and never end it.
                if (i % 2 == 0)
                    await client.GetStream().WriteAsync(new byte[] { 100, 0, 0, 0, 10 });
            }

            var source = _space.WriteFile("shared.bin", 3_000_000);
            await using var seeder = NodeProcess.Start(_space.Root, "share", source, "--tracker", address, "--bind", "127.0.0.1:0", "--json");
            var id = (await seeder.EventAsync("sharing")).GetProperty("id").GetString()!;
            var list = await NodeProcess.RunAsync(_space.Root, "list", "--tracker", address, "--json");
            var got = await NodeProcess.RunAsync(_space.Root, "get", id, "--to", _space.In("target"), "--tracker", address, "--bind", "127.0.0.1:0");

            Assert.True(list.ExitCode == 0, list.Errors);
            Assert.Contains(id, list.Output, StringComparison.Ordinal);
            Assert.True(got.ExitCode == 0, got.Errors);
            Assert.Equal(Workspace.IndependentHash(source), Workspace.IndependentHash(_space.In("target", "shared.bin")));

            // All this was so in their company.
            Assert.Equal(count, idle.Count(IsOpen));
        }
        finally
        {
            idle.ForEach(client => client.Dispose());
        }
    }

    [Fact(DisplayName = "Seed fault: the whole file in memory. Neither who shares 384 MiB nor who fetches them ever holds half of it")]
    public async Task Memory_is_bounded()
    {
        const long size = 384L << 20;
        if (!OperatingSystem.IsLinux())
            return;

        var source = _space.WriteFile("large.bin", size);
        await using var seeder = NodeProcess.Start(_space.Root, "share", source, "--bind", "127.0.0.1:0", "--json");
        var sharing = await seeder.EventAsync("sharing");
        var config = _space.In("leecher.hocon");
        await File.WriteAllTextAsync(config, $$"""
            akka.p2p.node { roles = [peer], download-dir = target, get = ["*"] }
            akka.p2p.peer.trackers = {{sharing.GetProperty("trackers").GetRawText()}}
            """);
        await using var leecher = NodeProcess.Start(_space.Root, "node", "--config", config, "--bind", "127.0.0.1:0", "--json");
        await leecher.EventAsync("downloaded");

        foreach (var (who, process) in new[] { ("seeder", seeder), ("leecher", leecher) })
        {
            var peak = PeakBytes(process.Id);
            Assert.True(peak < size / 2, $"the {who} held {peak >> 20} MiB at its peak");
        }

        Assert.Equal(Workspace.IndependentHash(source), Workspace.IndependentHash(_space.In("target", "large.bin")));
    }

    private static bool IsOpen(TcpClient client) => !client.Client.Poll(0, SelectMode.SelectRead) || client.Available > 0;

    /// <summary>The most that the kernel ever saw resident, mapped libraries included.</summary>
    private static long PeakBytes(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").Single(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line["VmHWM:".Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) * 1024;
    }
}
