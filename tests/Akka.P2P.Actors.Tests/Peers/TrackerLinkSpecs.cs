namespace Akka.P2P.Actors.Tests.Peers;

using Akka.Actor;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Identity;
using Akka.P2P.Protocol;
using Akka.TestKit;
using Xunit.Abstractions;
using static Akka.P2P.Protocol.TrackerProtocol;

/// <summary>What a peer does when its tracker is silent, restarts or forgets; the tracker is a probe.</summary>
public sealed class TrackerLinkSpecs : SwarmSpec
{
    private static readonly Guid Session = new("5e551000-0000-0000-0000-000000000001");
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
        _peer = StartPeer(11, Defaults with { Talk = Defaults.Talk with { Notices = false } });
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

    [Fact(DisplayName = "Seed fault: a tracker restart loses all torrents and nobody re-registers. S2.3: one that restarted with an empty list gets everything back after one round")]
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

    [Fact(DisplayName = "Many torrents are published a few at a time; a tracker that has its hands full is asked again in a moment, not with the next keep-alive")]
    public void Publishes_a_few_at_a_time()
    {
        Accept(_tracker.ExpectMsg<Register>(), Guid.NewGuid());
        ExpectMsg<PeerEvents.TrackerConnected>();
        var torrents = Enumerable.Range(0, 20).Select(i => Torrent($"{i}.bin", 1000 + i)).ToList();
        foreach (var torrent in torrents)
        {
            _peer.Tell(new PeerCommands.ShareTorrent(torrent, Whole(torrent)));
            ExpectMsg<PeerCommands.TorrentShared>();
        }

        var first = Enumerable.Range(0, 8).Select(_ => _tracker.ExpectMsg<Publish>()).ToList();
        var link = _tracker.LastSender;
        NothingElse(link);
        foreach (var page in first)
            Refuse(link, page, ReturnCode.Overloaded);
        NothingElse(link);

        // At most one and a half of the pauses between two registrations.
        Advance(Defaults.Link.RegisterRetry * 1.5);
        Assert.True(Defaults.Link.RegisterRetry * 1.5 < Defaults.Link.KeepAlive);
        var waiting = new Queue<Publish>(Enumerable.Range(0, 8).Select(_ => _tracker.ExpectMsg<Publish>()));
        var published = new HashSet<TorrentId>();
        while (waiting.TryDequeue(out var page))
        {
            link.Tell(new Published(page.RequestId, page.Torrent, true), _tracker.Ref);
            Assert.True(published.Add(ExpectMsg<PeerEvents.TorrentPublished>().Torrent));
            Assert.Equal(page.Torrent, _tracker.ExpectMsg<Announce>().Torrent);
            // Each that is through makes room for one.
            if (published.Count + waiting.Count < torrents.Count)
                waiting.Enqueue(_tracker.ExpectMsg<Publish>());
        }

        Assert.Equal(torrents.Select(t => t.Id).ToHashSet(), published);
        NothingElse(link);
    }

    [Fact(DisplayName = "A torrent that the tracker won't list doesn't hold up the others, and is tried again with the next keep-alive")]
    public void Refused_for_good()
    {
        Accept(_tracker.ExpectMsg<Register>(), Guid.NewGuid());
        ExpectMsg<PeerEvents.TrackerConnected>();
        var torrents = Enumerable.Range(0, 10).Select(i => Torrent($"{i}.bin", 1000 + i)).ToList();
        foreach (var torrent in torrents)
        {
            _peer.Tell(new PeerCommands.ShareTorrent(torrent, Whole(torrent)));
            ExpectMsg<PeerCommands.TorrentShared>();
        }

        var first = Enumerable.Range(0, 8).Select(_ => _tracker.ExpectMsg<Publish>()).ToList();
        var link = _tracker.LastSender;
        Refuse(link, first[0], ReturnCode.Fail);
        var next = _tracker.ExpectMsg<Publish>();
        Assert.DoesNotContain(next.Torrent, first.Select(p => p.Torrent));
        Refuse(link, next, ReturnCode.Fail);
        Assert.DoesNotContain(_tracker.ExpectMsg<Publish>().Torrent, first.Append(next).Select(p => p.Torrent));
        NothingElse(link);
    }

    [Fact(DisplayName = "Long metainfo is published several pages at a time; a tracker that forgot what it had gets it from the beginning")]
    public void Publishes_several_pages_at_a_time()
    {
        Accept(_tracker.ExpectMsg<Register>(), Guid.NewGuid());
        ExpectMsg<PeerEvents.TrackerConnected>();
        var torrent = SmallFiles("many", 8000, _ => 1);
        _peer.Tell(new PeerCommands.ShareTorrent(torrent, WholeOfSmall(torrent)));
        ExpectMsg<PeerCommands.TorrentShared>();
        var first = Pages(WireLimits.MaxPagesOnTheWay);
        Assert.Equal(Enumerable.Range(0, WireLimits.MaxPagesOnTheWay).Select(i => i * WireLimits.PageBytes), first.Select(p => p.Offset));

        // One more for each that is taken, and none for what is said twice.
        foreach (var taken in (int[])[1, 1, 3])
            _tracker.Reply(new PageTaken(first[0].RequestId, taken * WireLimits.PageBytes));
        Assert.Equal(
            Enumerable.Range(WireLimits.MaxPagesOnTheWay, 3).Select(i => i * WireLimits.PageBytes), Pages(3).Select(p => p.Offset));
        _tracker.Reply(new PageTaken(first[0].RequestId, 0));
        Assert.Equal(first.Select(p => p.Offset), Pages(WireLimits.MaxPagesOnTheWay).Select(p => p.Offset));

        Publish[] Pages(int count) => [.. Enumerable.Range(0, count).Select(_ => _tracker.ExpectMsg<Publish>())];
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
        Assert.Equal(new Pong(7, Id(11), Session), _tracker.ExpectMsg<Pong>());
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

    private void Accept(Register register, Guid run) => _tracker.Reply(new Registered(register.RequestId, run, 60, Session));

    private void Refuse(IActorRef link, Publish page, ReturnCode code) =>
        link.Tell(new Refused(page.RequestId, OperationCode.UploadFile, code, page.Torrent, "no"), _tracker.Ref);

    /// <summary>The link has said all that it had to say: the very next thing is its answer.</summary>
    private void NothingElse(IActorRef link)
    {
        link.Tell(new Ping(9), _tracker.Ref);
        _tracker.ExpectMsg<Pong>();
    }
}
