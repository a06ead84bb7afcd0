namespace Akka.P2P.Actors.Tests.Tracking;

using Akka.Actor;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Protocol;
using Akka.TestKit;
using Xunit.Abstractions;
using static Akka.P2P.Protocol.TrackerProtocol;

/// <summary>The tracker, asked by probes that stand for peers' links.</summary>
public sealed class TrackerSpecs : SwarmSpec
{
    private readonly IActorRef _tracker;

    public TrackerSpecs(ITestOutputHelper output)
        : base(output, virtualTime: true) => _tracker = StartTracker();

    [Fact(DisplayName = "S1.2, S1.3, S1.22, S1.24: peers register, hear of each other and get the list")]
    public void Registers()
    {
        var first = Registered(1);
        var second = Registered(2);
        Assert.Equal(Peer(2), first.ExpectMsg<PeerJoined>().Peer);
        Ask(second, new ListPeers(Guid.NewGuid(), default, 10));
        Assert.Equal([Peer(1), Peer(2)], second.ExpectMsg<PeerPage>().Peers.AsEnumerable());
        Ask(second, new ListPeers(Guid.NewGuid(), default, 1));
        var page = second.ExpectMsg<PeerPage>();
        Ask(second, new ListPeers(Guid.NewGuid(), page.Next, 1));
        Assert.Equal(Peer(2), Assert.Single(second.ExpectMsg<PeerPage>().Peers));
    }

    [Fact(DisplayName = "S1.12, S1.23: unregistering is confirmed, and the others hear of it")]
    public void Unregisters()
    {
        var (first, second) = (Registered(1), Registered(2));
        first.ExpectMsg<PeerJoined>();
        Ask(second, new Unregister(Guid.NewGuid(), Id(2)));
        second.ExpectMsg<Unregistered>();
        Assert.Equal(Peer(2), first.ExpectMsg<PeerLeft>().Peer);
    }

    [Fact(DisplayName = "S1.18, S1.19: a peer that does not answer the pings is dropped, the others stay")]
    public void Lease_ends()
    {
        var (alive, silent) = (Registered(1), Registered(2));
        alive.ExpectMsg<PeerJoined>();
        for (var round = 1; round <= 4; round++)
        {
            Advance(TimeSpan.FromSeconds(20));
            var ping = (Ping)alive.FishForMessage(m => m is Ping);
            Ask(alive, new Pong(ping.Round, Id(1)));
            // The answer is handled before the next round: one sender, one mailbox.
            Ask(alive, new ListPeers(Guid.NewGuid(), default, 10));
            alive.FishForMessage(m => m is PeerPage);
        }

        Ask(alive, new ListPeers(Guid.NewGuid(), default, 10));
        Assert.Equal(Peer(1), Assert.Single(alive.ExpectMsg<PeerPage>().Peers));
        silent.ExpectMsg<Ping>();
    }

    [Fact(DisplayName = "S2.21, S2.30: publishing lists a torrent; sharing the same name twice, or a part of it, is nothing special")]
    public void Publishes()
    {
        var peer = Registered(1);
        foreach (var (name, size) in new[] { ("a.bin", 10), ("a.bin", 20), ("a.bi", 30), ("a.bin.bin", 40) })
            Publish(peer, 1, Torrent(name, size), Guid.NewGuid());
        Ask(peer, new ListTorrents(Guid.NewGuid(), "", default, 10));
        var names = peer.ExpectMsg<TorrentPage>().Torrents.Select(t => (t.Name, t.Length)).Order();
        Assert.Equal([("a.bi", 30), ("a.bin", 10), ("a.bin", 20), ("a.bin.bin", 40)], names);
    }

    [Fact(DisplayName = "A publication that is retried is not doubled, and is answered as the first time")]
    public void Publish_is_idempotent()
    {
        var peer = Registered(1);
        var (torrent, request) = (Torrent("a.bin", 10), Guid.NewGuid());
        Assert.True(Publish(peer, 1, torrent, request).IsNew);
        Assert.True(Publish(peer, 1, torrent, request).IsNew);
        Assert.False(Publish(peer, 1, torrent, Guid.NewGuid()).IsNew);
        Ask(peer, new ListTorrents(Guid.NewGuid(), "", default, 10));
        Assert.Single(peer.ExpectMsg<TorrentPage>().Torrents);
    }

    [Fact(DisplayName = "Metainfo that is not the torrent's is refused and lists nothing")]
    public void Wrong_metainfo()
    {
        var peer = Registered(1);
        var (claimed, sent) = (Torrent("a.bin", 10), new MetainfoPages(Torrent("b.bin", 10)));
        Assert.True(sent.TryPage(0, WireLimits.PageBytes, out var page));
        Ask(peer, new Publish(
            Guid.NewGuid(), Id(1), claimed.Id, page!.InfoLength, page.TotalLength, page.Offset, page.Bytes.ToArray()));
        Assert.Equal(ReturnCode.BadRequest, peer.ExpectMsg<Refused>().Code);
        Ask(peer, new ListTorrents(Guid.NewGuid(), "", default, 10));
        Assert.Equal(ReturnCode.NoAvailableTorrents, peer.ExpectMsg<TorrentPage>().Code);
    }

    [Fact(DisplayName = "150 torrents and more are listed, page by page")]
    public void Many_torrents()
    {
        var peer = Registered(1);
        var ids = Enumerable.Range(0, 170).Select(i =>
        {
            var torrent = Torrent($"t{i}", 1);
            Publish(peer, 1, torrent, Guid.NewGuid());
            return torrent.Id;
        }).Order().ToList();
        var seen = new List<Core.Identity.TorrentId>();
        TorrentPage page;
        do
        {
            Ask(peer, new ListTorrents(Guid.NewGuid(), "", seen.LastOrDefault(), 1000));
            page = peer.ExpectMsg<TorrentPage>();
            Assert.True(page.Torrents.Length <= WireLimits.MaxTorrentsInPage);
            seen.AddRange(page.Torrents.Select(t => t.Torrent));
        }
        while (page.Next != default);
        Assert.Equal(ids, seen);
        Ask(peer, new ListTorrents(Guid.NewGuid(), ids[5].ToString()[..12], default, 10));
        Assert.Equal(ids[5], Assert.Single(peer.ExpectMsg<TorrentPage>().Torrents).Torrent);
    }

    [Fact(DisplayName = "S2.29: only the seeder itself can stop its seeding")]
    public void Stop_seed_of_another()
    {
        var (seeder, other) = (Registered(1), Registered(2));
        seeder.ExpectMsg<PeerJoined>();
        var torrent = Torrent("a.bin", 10);
        Publish(seeder, 1, torrent, Guid.NewGuid());
        Ask(seeder, new StartSeed(Guid.NewGuid(), Id(1), torrent.Id));
        seeder.ExpectMsg<SeedStarted>();
        Ask(seeder, new StartSeed(Guid.NewGuid(), Id(1), torrent.Id));
        Assert.Equal(ReturnCode.AlreadySeeding, seeder.ExpectMsg<Refused>().Code);

        Ask(other, new StopSeed(Guid.NewGuid(), Id(1), torrent.Id));
        Assert.Equal(ReturnCode.Forbidden, other.ExpectMsg<Refused>().Code);
        Ask(other, new StopSeed(Guid.NewGuid(), Id(77), torrent.Id));
        Assert.Equal(ReturnCode.Unauthorized, other.ExpectMsg<Refused>().Code);
        Ask(other, new StopSeed(Guid.NewGuid(), Id(2), torrent.Id));
        Assert.Equal(ReturnCode.NotFound, other.ExpectMsg<Refused>().Code);

        Ask(seeder, new StopSeed(Guid.NewGuid(), Id(1), torrent.Id));
        Assert.Equal(ReturnCode.FinishedSeeding, seeder.ExpectMsg<SeedStopped>().Code);
    }

    [Fact(DisplayName = "S2.24, S2.36: the swarm's changes are pushed to those who asked; a completed download is FINISHED_DOWNLOAD")]
    public void Swarm_changes_are_pushed()
    {
        var (seeder, leecher) = (Registered(1), Registered(2));
        seeder.ExpectMsg<PeerJoined>();
        var torrent = Torrent("a.bin", 10);
        Publish(seeder, 1, torrent, Guid.NewGuid());
        Ask(leecher, new GetPeers(Guid.NewGuid(), Id(2), torrent.Id, 10, Subscribe: true));
        Assert.Empty(leecher.ExpectMsg<SwarmView>().Peers);

        Ask(seeder, new Announce(Guid.NewGuid(), Id(1), torrent.Id, 0, AnnounceEvent.Started, 0));
        seeder.ExpectMsg<Announced>();
        Assert.Equal(Peer(1), Assert.Single(leecher.ExpectMsg<SwarmChanged>().Joined).Peer);

        Ask(leecher, new Announce(Guid.NewGuid(), Id(2), torrent.Id, 0, AnnounceEvent.Completed, 0));
        var done = leecher.ExpectMsg<Announced>();
        Assert.Equal((ReturnCode.FinishedDownload, 2), (done.Code, done.Seeders));

        Ask(seeder, new Unregister(Guid.NewGuid(), Id(1)));
        Assert.Equal(Id(1), Assert.Single(((SwarmChanged)leecher.FishForMessage(m => m is SwarmChanged)).Left));
    }

    [Fact(DisplayName = "S2.40: what is asked about an unknown torrent is refused as TORRENT_DOES_NOT_EXIST")]
    public void Unknown_torrent()
    {
        var peer = Registered(1);
        var id = Torrent("nowhere", 1).Id;
        Ask(peer, new GetTorrent(Guid.NewGuid(), id, 0));
        Assert.Equal(ReturnCode.TorrentDoesNotExist, peer.ExpectMsg<Refused>().Code);
        Ask(peer, new Announce(Guid.NewGuid(), Id(1), id, 1, AnnounceEvent.Started, 5));
        Assert.Equal(ReturnCode.TorrentDoesNotExist, peer.ExpectMsg<Refused>().Code);
        Ask(peer, new StartSeed(Guid.NewGuid(), Id(1), id));
        Assert.Equal(ReturnCode.TorrentDoesNotExist, peer.ExpectMsg<Refused>().Code);
    }

    [Fact(DisplayName = "S2.38: malformed requests get an answer")]
    public void Malformed()
    {
        var peer = CreateTestProbe();
        Ask(peer, new Register(Guid.NewGuid(), null!, "x", WireLimits.Version));
        Assert.Equal(ReturnCode.BadRequest, peer.ExpectMsg<Refused>().Code);
        Ask(peer, new Register(Guid.NewGuid(), Peer(1), "x", 99));
        Assert.Equal(ReturnCode.BadRequest, peer.ExpectMsg<Refused>().Code);
        Ask(peer, new ListTorrents(Guid.NewGuid(), "xyz", default, -5));
        Assert.Equal(ReturnCode.BadRequest, peer.ExpectMsg<Refused>().Code);
        Ask(peer, new ListTorrents(Guid.NewGuid(), null!, default, -5));
        Assert.Equal(ReturnCode.NoAvailableTorrents, peer.ExpectMsg<TorrentPage>().Code);
    }

    [Fact(DisplayName = "A peer that restarted within its lease is told of to those who asked, as one that is new")]
    public void Restarted_peer_joins_again()
    {
        var (seeder, leecher) = (Registered(1), Registered(2));
        seeder.ExpectMsg<PeerJoined>();
        var torrent = Torrent("a.bin", 10);
        Publish(seeder, 1, torrent, Guid.NewGuid());
        Ask(leecher, new GetPeers(Guid.NewGuid(), Id(2), torrent.Id, 10, Subscribe: true));
        leecher.ExpectMsg<SwarmView>();
        Ask(seeder, new Announce(Guid.NewGuid(), Id(1), torrent.Id, 0, AnnounceEvent.Started, 0));
        leecher.ExpectMsg<SwarmChanged>();

        var restarted = CreateTestProbe("restarted");
        Ask(restarted, new Register(Guid.NewGuid(), Peer(1), "peer 1", WireLimits.Version));
        restarted.ExpectMsg<Registered>();
        Ask(restarted, new Announce(Guid.NewGuid(), Id(1), torrent.Id, 0, AnnounceEvent.Progress, 0));

        Assert.Equal(Peer(1), Assert.Single(leecher.ExpectMsg<SwarmChanged>().Joined).Peer);
    }

    private TestProbe Registered(int number)
    {
        var probe = CreateTestProbe($"link{number}");
        Ask(probe, new Register(Guid.NewGuid(), Peer(number), $"peer {number}", WireLimits.Version));
        Assert.Equal(60, probe.ExpectMsg<Registered>().LeaseSeconds);
        return probe;
    }

    private void Ask(TestProbe from, object question) => _tracker.Tell(question, from.Ref);

    private Published Publish(TestProbe from, int number, Metainfo torrent, Guid request)
    {
        var pages = new MetainfoPages(torrent);
        var offset = 0;
        while (pages.TryPage(offset, 64, out var page))
        {
            Ask(from, new Publish(request, Id(number), torrent.Id, page!.InfoLength, page.TotalLength, offset, page.Bytes.ToArray()));
            var answer = from.ExpectMsg<IWireMessage>();
            if (answer is Published published)
                return published;
            offset = Assert.IsType<PageTaken>(answer).NextOffset;
        }

        throw new InvalidOperationException("The tracker asked for a page that does not exist.");
    }
}
