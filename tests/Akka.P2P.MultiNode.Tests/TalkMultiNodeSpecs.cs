namespace Akka.P2P.MultiNode.Tests;

using Akka.Actor;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Actors.Talking;
using Akka.P2P.Node.Hosting;
using Akka.P2P.Protocol;
using Akka.P2P.Testing;
using Akka.TestKit;
using Xunit.Abstractions;
using static Akka.P2P.Actors.Talking.TalkCommands;

/// <summary>Peers talk over real connections: every message goes through its serializer, and files come to lie on the disk.</summary>
public sealed class TalkMultiNodeSpecs(ITestOutputHelper output) : P2PSpec(output)
{
    private const long Size = 3L << 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact(DisplayName = "S1.3, S1.9, S1.10, S1.20, S1.21, S1.33: over real connections peers ping each other, and a text reaches all of whom one is dead")]
    public async Task Ping_and_broadcast()
    {
        await using var nodes = new SwarmNodes();
        var tracker = await nodes.TrackerAsync();
        var us = await TalkerAsync(nodes, tracker, "us", "never");
        var others = new[] { await TalkerAsync(nodes, tracker, "one", "never"), await TalkerAsync(nodes, tracker, "two", "never") };
        var dead = await TalkerAsync(nodes, tracker, "dead", "never");
        await RegisteredAsync(us, 4);
        // Killed, not asked to leave: the tracker still lists it.
        await dead.System.Terminate();

        var answered = await us.TalkAsync<PeerCommands.PeerAnswered>(new PingNamed(others[0].Self.Id.ToString()), Patience);
        Assert.Equal(others[0].Self.Id, answered.Peer);
        Assert.InRange(answered.RoundTrip, TimeSpan.FromTicks(1), Patience);
        var done = await us.TalkAsync<BroadcastDone>(new Broadcast("hällo 漢字"), Patience);

        Assert.Equal(others.Select(o => o.Self.Id).Order(), done.Deliveries.Where(d => d.IsDelivered).Select(d => d.Peer.Id).Order());
        Assert.Equal(dead.Self, Assert.Single(done.Deliveries, d => !d.IsDelivered).Peer);
        foreach (var other in others)
        {
            var message = Assert.Single((await other.TalkAsync<InboxContent>(new ReadInbox(), Patience)).Messages);
            Assert.Equal((us.Self, "us", "hällo 漢字"), (message.From, message.Name, message.Text));
        }
    }

    [Fact(DisplayName = "S1.35 to S1.46, S1.49: over real connections a file is offered, accepted, pulled, verified, named and acknowledged, twice; one who declines gets nothing")]
    public async Task Send_file()
    {
        await using var nodes = new SwarmNodes();
        var tracker = await nodes.TrackerAsync();
        var us = await TalkerAsync(nodes, tracker, "us", "never");
        var takes = await TalkerAsync(nodes, tracker, "takes", "always");
        var declines = await TalkerAsync(nodes, tracker, "declines", "never");
        await RegisteredAsync(us, 3);
        var source = Fixtures.WriteFile(nodes.Folder["network.png"], "png", Size);
        var events = CreateTestProbe(us.System, "events");
        us.System.EventStream.Subscribe(events.Ref, typeof(TalkEvents.SendFinished));

        foreach (var name in (string[])["network.png", "network (1).png"])
        {
            var started = await us.TalkAsync<SendStarted>(new SendFile(source, null), Patience);
            Assert.Equal(2, started.To.Length);
            var finished = (TalkEvents.SendFinished)await events.FishForMessageAsync(m => m is TalkEvents.SendFinished, Patience);
            var ends = finished.Send.Recipients.ToDictionary(r => r.Peer.Id);
            Assert.Equal(TransferState.Received, ends[takes.Self.Id].State);
            Assert.Equal((TransferState.Declined, ReturnCode.Forbidden), (ends[declines.Self.Id].State, ends[declines.Self.Id].Code));
            Assert.Null(Fixtures.FirstDifference(Path.Combine(nodes.Folder.Path, "takes-received", name), "png", Size));
        }

        Assert.False(Directory.Exists(Path.Combine(nodes.Folder.Path, "declines-received")));
        // Nobody else can find it: it was between the two.
        Assert.Empty(await us.ListAsync(""));
        await nodes.EndAsync(takes);
        Assert.Equal(["network (1).png", "network.png"],
            Directory.EnumerateFileSystemEntries(Path.Combine(nodes.Folder.Path, "takes-received")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact(DisplayName = "S1.28, S1.C2: a node that ends unregisters and is confirmed; the others hear of it, and of one that comes")]
    public async Task Joins_and_leaves()
    {
        await using var nodes = new SwarmNodes();
        var tracker = await nodes.TrackerAsync();
        var us = await TalkerAsync(nodes, tracker, "us", "never");
        await RegisteredAsync(us, 1);
        var events = CreateTestProbe(us.System, "events");
        us.System.EventStream.Subscribe(events.Ref, typeof(PeerEvents.PeerJoined));
        us.System.EventStream.Subscribe(events.Ref, typeof(PeerEvents.PeerLeft));

        var other = await TalkerAsync(nodes, tracker, "other", "never");
        Assert.Equal(other.Self, ((PeerEvents.PeerJoined)await events.FishForMessageAsync(m => m is PeerEvents.PeerJoined, Patience)).Peer);
        await nodes.EndAsync(other);
        Assert.Equal(other.Self, ((PeerEvents.PeerLeft)await events.FishForMessageAsync(m => m is PeerEvents.PeerLeft, Patience)).Peer);
        Assert.Equal(us.Self, Assert.Single((await us.TalkAsync<PeerList>(new ListPeers(), Patience)).Peers).Peer);
    }

    private static Task<NodeHost> TalkerAsync(SwarmNodes nodes, NodeHost tracker, string name, string accept) =>
        nodes.PeerAsync(name, tracker.Self.Address, $"akka.p2p.talk.accept={accept}", $"akka.p2p.talk.received-dir={Path.Combine(nodes.Folder.Path, $"{name}-received")}");

    private static async Task RegisteredAsync(NodeHost us, int count)
    {
        while ((await us.TalkAsync<PeerList>(new ListPeers(), Patience)).Peers.Length < count)
            await Task.Delay(50);
    }
}
