namespace Akka.P2P.MultiNode.Tests;

using System.Text.Json.Nodes;
using Akka.P2P.Node.Hosting;
using Akka.P2P.Testing;
using Petabridge.Cmd;
using Petabridge.Cmd.Common.Client;
using Petabridge.Cmd.Host;

/// <summary>What an operator types at one node, and what comes of it at others, over real connections.</summary>
public sealed class PeerPaletteMultiNodeSpecs
{
    private const long Size = 1L << 20;

    [Fact(DisplayName = "S1.9, S1.10, S1.11: at a console, a peer is listed and pinged, hears a text, is offered a file, takes it, and the sender's console ends well")]
    public async Task Console()
    {
        await using var nodes = new SwarmNodes();
        var tracker = await nodes.TrackerAsync();
        var us = await PeerAsync(nodes, tracker, "us");
        var other = await PeerAsync(nodes, tracker, "other");
        var source = Fixtures.WriteFile(nodes.Folder["network.png"], "png", Size);
        await using var here = await PetabridgeCmd.Get(us.System).StartLocalClient(CancellationToken.None);
        await using var there = await PetabridgeCmd.Get(other.System).StartLocalClient(CancellationToken.None);
        while ((await JsonAsync(here, "peer list"))["peers"]!.AsArray().Count < 2)
            await Task.Delay(50);
        var id = other.Self.Id.ToString();

        Assert.Equal(id, (string?)(await JsonAsync(here, $"peer ping {id[..12]}"))["peer"]);
        Assert.Contains(await RunAsync(here, $"peer ping {other.Self.Address} --count 2"), r => r.Msg.StartsWith("2 of 2 pings", StringComparison.Ordinal));
        Assert.Equal(1, (int?)(await JsonAsync(here, "peer broadcast \"hello there\""))["delivered"]);
        Assert.Equal("hello there", (string?)(await JsonAsync(there, "peer inbox"))["messages"]![0]!["text"]);

        var sending = RunAsync(here, $"peer send \"{source}\" --to {id[..12]}");
        while ((await JsonAsync(there, "peer offers"))["offers"]!.AsArray().Count == 0)
            await Task.Delay(50);
        Assert.False((await RunAsync(there, "peer accept"))[^1].IsError);
        var last = (await sending)[^1];
        Assert.Equal(("1 of 1 receiver has it.", false), (last.Msg, last.IsError));
        Assert.Null(Fixtures.FirstDifference(Path.Combine(nodes.Folder.Path, "other-received", "network.png"), "png", Size));
        Assert.Equal(Size, (long?)(await JsonAsync(here, "peer stats"))["bytesSent"]);

        var refused = (await RunAsync(here, "peer send nowhere --all"))[^1];
        Assert.True(refused.IsError);
        Assert.Contains("File not found", refused.Msg, StringComparison.Ordinal);
        Assert.True((await RunAsync(here, "peer ping ffffffffffffffffffffffffffffffff"))[^1].IsError);
    }

    private static Task<NodeHost> PeerAsync(SwarmNodes nodes, NodeHost tracker, string name) => nodes.PeerAsync(
        name, tracker.Self.Address, "akka.p2p.talk.accept=ask", $"akka.p2p.talk.received-dir={Path.Combine(nodes.Folder.Path, $"{name}-received")}",
        "akka.p2p.pbm.enabled=on", "petabridge.cmd.port=0");

    private static async Task<IReadOnlyList<CommandResponse>> RunAsync(IPbmClient client, string line) =>
        await (await client.ExecuteTextCommandAsync(line)).ToListAsync();

    private static async Task<JsonNode> JsonAsync(IPbmClient client, string line)
    {
        var answer = Assert.Single(await RunAsync(client, line + " --json"));
        Assert.False(answer.IsError, answer.Msg);
        return JsonNode.Parse(answer.Msg)!;
    }
}
