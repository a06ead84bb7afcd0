namespace Akka.P2P.Commands.Tests.Trackers;

using Akka.Actor;
using Akka.P2P.Actors.Operating;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Commands.Trackers;
using Akka.P2P.Core.Swarms;
using Xunit.Abstractions;

public sealed class TrackerPaletteSpecs(ITestOutputHelper output) : PaletteSpec(output)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    [Fact(DisplayName = "status: the tracker in numbers, and where this node registers")]
    public void Status()
    {
        var (tracker, peer) = (CreateTestProbe(), CreateTestProbe());
        var handler = Handler(new TrackerPaletteHandler(tracker.Ref, peer.Ref));
        foreach (var (line, expected) in ((string, string)[])
        [
            ("status", "tracker   up for 1 h 1 min, run 00000000-0000-0000-0000-000000000001\npeers     3 of at most 100, each for 1 min after its last sign of life\n"
                + "swarms    2 with 4 members, 1 watched\narriving  0 publications\nat 10.0.0.1:8001  registered\nat 10.0.0.2:8002  not registered: it is silent"),
            ("status --json", """{"tracker":{"run":"00000000-0000-0000-0000-000000000001","uptimeSeconds":3660,"peers":3,"maxPeers":100,"swarms":2,"memberships":4,"subscriptions":1,"publications":0,"leaseSeconds":60},"registeredAt":[{"address":"10.0.0.1:8001","registered":true,"error":null},{"address":"10.0.0.2:8002","registered":false,"error":"it is silent"}]}"""),
        ])
        {
            Console.Send(handler, Parse(TrackerPalette.Palette, line));
            tracker.ExpectMsg<TrackerCommands.GetOverview>();
            tracker.Reply(new TrackerCommands.TrackerOverview(
                new Guid(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1), TimeSpan.FromMinutes(61), 3, 100, 2, 4, 1, 0, Lease));
            peer.ExpectMsg<PeerCommands.GetStatus>();
            peer.Reply(new PeerCommands.PeerStatus(
                new SwarmPeer(Peer('1'), At(9)), [new PeerCommands.TrackerStatus(At(1), true, null), new PeerCommands.TrackerStatus(At(2), false, "it is silent")], [], []));
            Assert.Equal(expected, ReadAll());
        }
    }

    [Fact(DisplayName = "peers, swarm, evict: one question to the tracker each, in words and as JSON")]
    public void Questions()
    {
        var handler = Handler(new TrackerPaletteHandler(Node.Ref, null));
        TrackerCommands.RegisteredPeers peers = new([new TrackerCommands.RegisteredPeer(Peer('1'), At(1), "one", TimeSpan.FromSeconds(41.5), 2)]);
        Ask("peers", new TrackerCommands.GetRegistered(), peers,
            "PEER      ADDRESS        TORRENTS  LEASE  NAME\n11111111  10.0.0.1:8001         2   41 s  one",
            $$"""{"peers":[{"peer":"{{Peer('1')}}","address":"10.0.0.1:8001","name":"one","torrents":2,"leaseSeconds":41.5}]}""");
        TrackerCommands.SwarmMembers swarm = new(Id('a'), "x", 1000, [
            new TrackerCommands.SwarmMemberRow(Peer('1'), At(1), "one", 0, Lease), new TrackerCommands.SwarmMemberRow(Peer('2'), At(2), "two", 750, Lease),
        ]);
        Ask("swarm a", new TrackerCommands.GetSwarm("a"), swarm,
            $"x (1000 B)  {Id('a')}\nPEER      ADDRESS          DONE  LEASE  NAME\n11111111  10.0.0.1:8001     all  1 min  one\n22222222  10.0.0.2:8002  25.0 %  1 min  two".Replace("1000 B", "0.98 KiB", StringComparison.Ordinal),
            $$"""{"id":"{{Id('a')}}","name":"x","bytes":1000,"members":[{"peer":"{{Peer('1')}}","address":"10.0.0.1:8001","name":"one","bytesLeft":0,"leaseSeconds":60},{"peer":"{{Peer('2')}}","address":"10.0.0.2:8002","name":"two","bytesLeft":750,"leaseSeconds":60}]}""");
        Ask("evict 11", new TrackerCommands.EvictPeer("11"), new TrackerCommands.PeerEvicted(Peer('1'), At(1), "one", 1),
            "11111111 at 10.0.0.1:8001 (one) is out of 1 swarm. It may register again.",
            $$"""{"peer":"{{Peer('1')}}","address":"10.0.0.1:8001","name":"one","torrents":1}""");

        void Ask(string line, object order, object answer, string text, string json)
        {
            foreach (var (typed, expected) in ((string, string)[])[(line, text), (line + " --json", json)])
            {
                Console.Send(handler, Parse(TrackerPalette.Palette, typed));
                Assert.Equal(order, Node.ReceiveOne(TimeSpan.FromSeconds(20)));
                Node.Reply(answer);
                Assert.Equal(expected, ReadAll());
            }
        }
    }

    [Theory(DisplayName = "On a node that is no tracker the questions to one are refused")]
    [InlineData("peers")]
    [InlineData("swarm a")]
    [InlineData("evict a")]
    public void No_tracker(string line)
    {
        var handler = Handler(new TrackerPaletteHandler(null, Node.Ref));

        Console.Send(handler, Parse(TrackerPalette.Palette, line));

        Assert.Contains("no tracker", ReadAll(out var isError), StringComparison.Ordinal);
        Assert.True(isError);
    }
}
