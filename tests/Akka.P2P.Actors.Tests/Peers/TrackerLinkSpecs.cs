namespace Akka.P2P.Actors.Tests.Peers;

using Akka.Actor;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Protocol;
using Akka.TestKit;
using Xunit.Abstractions;
using static Akka.P2P.Protocol.TrackerProtocol;

/// <summary>What a peer does when its tracker is silent, restarts or forgets; the tracker is a probe.</summary>
public sealed class TrackerLinkSpecs : SwarmSpec
{
    private readonly TestProbe _tracker;
    private readonly IActorRef _peer;

    public TrackerLinkSpecs(ITestOutputHelper output)
        : base(output, virtualTime: true)
    {
        _tracker = CreateTestProbe("tracker");
        TrackerIs(_tracker.Ref);
        Sys.EventStream.Subscribe(TestActor, typeof(PeerEvents.TrackerLost));
        Sys.EventStream.Subscribe(TestActor, typeof(PeerEvents.TrackerConnected));
        Sys.EventStream.Subscribe(TestActor, typeof(PeerEvents.TorrentPublished));
        _peer = StartPeer(11);
    }

    [Fact(DisplayName = "S1.26, S2.109: a silent tracker is said once, and tried again with growing pauses until it answers")]
    public void Silent_tracker()
    {
        for (var i = 0; i < 4; i++)
        {
            _tracker.ExpectMsg<Register>();
            Advance(Defaults.Link.Timeout);
            if (i == 0)
                Assert.Equal(ReturnCode.Unreachable, ExpectMsg<PeerEvents.TrackerLost>().Code);
            AwaitAssert(() =>
            {
                Advance(TimeSpan.FromSeconds(1));
                Assert.True(_tracker.HasMessages);
            });
        }

        Accept(_tracker.ExpectMsg<Register>(), Guid.NewGuid());
        ExpectMsg<PeerEvents.TrackerConnected>();
    }

    [Fact(DisplayName = "A tracker that restarted with an empty list gets everything back after one round")]
    public void Restarted_tracker()
    {
        Accept(_tracker.ExpectMsg<Register>(), Guid.NewGuid());
        ExpectMsg<PeerEvents.TrackerConnected>();
        var torrent = Torrent("a.bin", 100_000);
        _peer.Tell(new PeerCommands.ShareTorrent(torrent, Whole(torrent)));
        ExpectMsg<PeerCommands.TorrentShared>();
        var page = _tracker.ExpectMsg<Publish>();
        _tracker.Reply(new Published(page.RequestId, torrent.Id, true));
        ExpectMsg<PeerEvents.TorrentPublished>();
        Assert.Equal(0, _tracker.ExpectMsg<Announce>().BytesLeft);

        Advance(Defaults.Link.KeepAlive);
        Accept(_tracker.ExpectMsg<Register>(), Guid.NewGuid());
        ExpectMsg<PeerEvents.TrackerConnected>();
        var announce = _tracker.ExpectMsg<Announce>();
        _tracker.Reply(new Refused(
            announce.RequestId, OperationCode.Announce, ReturnCode.TorrentDoesNotExist, torrent.Id, "unknown"));
        Assert.Equal(torrent.Id, _tracker.ExpectMsg<Publish>().Torrent);
    }

    [Fact(DisplayName = "A tracker that forgot us is told at once who we are")]
    public void Forgotten()
    {
        Accept(_tracker.ExpectMsg<Register>(), Guid.NewGuid());
        ExpectMsg<PeerEvents.TrackerConnected>();
        var link = _tracker.LastSender;
        link.Tell(new Refused(Guid.NewGuid(), OperationCode.Announce, ReturnCode.Unauthorized, default, "who?"), _tracker.Ref);
        _tracker.ExpectMsg<Register>();
    }

    [Fact(DisplayName = "A registration that got lost, as in a gated link, is sent again within a second")]
    public void Lost_registration()
    {
        var lost = _tracker.ExpectMsg<Register>();
        Advance(Defaults.Link.RegisterRetry);
        var again = _tracker.ExpectMsg<Register>();
        Assert.Equal(lost.RequestId, again.RequestId);
        Accept(again, Guid.NewGuid());
        ExpectMsg<PeerEvents.TrackerConnected>();
        Advance(Defaults.Link.RegisterRetry);
        _tracker.LastSender.Tell(new Ping(7), _tracker.Ref);
        _tracker.ExpectMsg<Pong>();
    }

    [Fact(DisplayName = "A page that was lost is sent again, under the same request id")]
    public void Lost_page()
    {
        var run = Guid.NewGuid();
        Accept(_tracker.ExpectMsg<Register>(), run);
        ExpectMsg<PeerEvents.TrackerConnected>();
        var torrent = Torrent("a.bin", 100_000);
        _peer.Tell(new PeerCommands.ShareTorrent(torrent, Whole(torrent)));
        ExpectMsg<PeerCommands.TorrentShared>();
        var lost = _tracker.ExpectMsg<Publish>();
        Advance(Defaults.Link.KeepAlive);
        Accept(_tracker.ExpectMsg<Register>(), run);
        var again = _tracker.ExpectMsg<Publish>();
        Assert.Equal((lost.RequestId, lost.Offset), (again.RequestId, again.Offset));
    }

    [Fact(DisplayName = "S1.12, S1.28: leaving unregisters and waits for the confirmation; pings are answered until then")]
    public void Leaves()
    {
        Accept(_tracker.ExpectMsg<Register>(), Guid.NewGuid());
        ExpectMsg<PeerEvents.TrackerConnected>();
        _tracker.LastSender.Tell(new Ping(7), _tracker.Ref);
        Assert.Equal(new Pong(7, Id(11)), _tracker.ExpectMsg<Pong>());
        _peer.Tell(new PeerCommands.Leave());
        _tracker.Reply(new Unregistered(_tracker.ExpectMsg<Unregister>().RequestId));
        Assert.Empty(ExpectMsg<PeerCommands.Left>().Silent);
    }

    [Fact(DisplayName = "A tracker that goes while we leave is not waited for")]
    public void Tracker_goes_too()
    {
        Accept(_tracker.ExpectMsg<Register>(), Guid.NewGuid());
        ExpectMsg<PeerEvents.TrackerConnected>();
        _peer.Tell(new PeerCommands.Leave());
        _tracker.ExpectMsg<Unregister>();

        Sys.EventStream.Publish(new PeerLinkLost(TrackerAddress));

        Assert.Equal(TrackerAddress, Assert.Single(ExpectMsg<PeerCommands.Left>().Silent));
    }

    private void Accept(Register register, Guid run) => _tracker.Reply(new Registered(register.RequestId, run, 60));
}
