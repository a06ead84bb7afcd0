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
    private readonly Dictionary<int, Guid> _sessions = [];

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
        Ask(second, new Unregister(Guid.NewGuid(), Id(2), Session(2)));
        second.ExpectMsg<Unregistered>();
        Assert.Equal(Peer(2), first.ExpectMsg<PeerLeft>().Peer);
    }

    [Fact(DisplayName = "S1.16, S1.18, S1.19, S2.7: a peer that does not answer the pings is dropped, the others stay")]
    public void Lease_ends()
    {
        var (alive, silent) = (Registered(1), Registered(2));
        alive.ExpectMsg<PeerJoined>();
        for (var round = 1; round <= 4; round++)
        {
            Advance(TimeSpan.FromSeconds(20));
            var ping = (Ping)alive.FishForMessage(m => m is Ping);
            Ask(alive, new Pong(ping.Round, Id(1), Session(1)));
            // The answer is handled before the next round: one sender, one mailbox.
            Ask(alive, new ListPeers(Guid.NewGuid(), default, 10));
            alive.FishForMessage(m => m is PeerPage);
        }

        Ask(alive, new ListPeers(Guid.NewGuid(), default, 10));
        Assert.Equal(Peer(1), Assert.Single(alive.ExpectMsg<PeerPage>().Peers));
        silent.ExpectMsg<Ping>();
    }

    [Fact(DisplayName = "Seed fault: sharing a name twice, or a substring of a shared name, crashes the request. S2.6, S2.21, S2.30: each is listed as a torrent of its own")]
    public void Publishes()
    {
        var peer = Registered(1);
        foreach (var (name, size) in new[] { ("a.bin", 10), ("a.bin", 20), ("a.bi", 30), ("a.bin.bin", 5 << 20) })
            Publish(peer, 1, Torrent(name, size), Guid.NewGuid());
        Ask(peer, new ListTorrents(Guid.NewGuid(), "", default, 10));
        var names = peer.ExpectMsg<TorrentPage>().Torrents.Select(t => (t.Name, t.Length, t.Chunks)).Order();
        Assert.Equal([("a.bi", 30, 1), ("a.bin", 10, 1), ("a.bin", 20, 1), ("a.bin.bin", 5 << 20, Torrent("a.bin.bin", 5 << 20).Grid.Count)], names);
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

    [Fact(DisplayName = "Pages of a publication that come before their turn are kept for it: a whole window of them is taken without being sent again")]
    public void Pages_ahead()
    {
        var peer = Registered(1);
        var torrent = Torrent("a.bin", 10);
        var pages = new MetainfoPages(torrent);
        var request = Guid.NewGuid();
        var size = (pages.TotalLength + WireLimits.MaxPagesOnTheWay - 1) / WireLimits.MaxPagesOnTheWay;
        var sent = 0;
        for (var offset = 0; pages.TryPage(offset, size, out var page); offset += size, sent++)
            Ask(peer, new Publish(request, Id(1), Session(1), torrent.Id, page!.InfoLength, page.TotalLength, offset, page.Bytes.ToArray()));

        var answers = peer.ReceiveN(sent);
        Assert.Equal(Enumerable.Range(1, sent - 1).Select(i => i * size), answers.OfType<PageTaken>().Select(t => t.NextOffset));
        Assert.True(Assert.IsType<Published>(answers.Last()).IsNew);
    }

    [Fact(DisplayName = "Metainfo that is not the torrent's is refused and lists nothing. S2.39: an empty list is NO_AVAILABLE_TORRENTS")]
    public void Wrong_metainfo()
    {
        var peer = Registered(1);
        var (claimed, sent) = (Torrent("a.bin", 10), new MetainfoPages(Torrent("b.bin", 10)));
        Assert.True(sent.TryPage(0, WireLimits.PageBytes, out var page));
        Ask(peer, new Publish(
            Guid.NewGuid(), Id(1), Session(1), claimed.Id, page!.InfoLength, page.TotalLength, page.Offset, page.Bytes.ToArray()));
        Assert.Equal(ReturnCode.BadRequest, peer.ExpectMsg<Refused>().Code);
        Ask(peer, new ListTorrents(Guid.NewGuid(), "", default, 10));
        Assert.Equal(ReturnCode.NoAvailableTorrents, peer.ExpectMsg<TorrentPage>().Code);
    }

    [Fact(DisplayName = "Seed fault: 150 torrents overflow the list. S2.26, S2.54: 1,000 are listed, page by page, each once")]
    public void Many_torrents()
    {
        var peer = Registered(1);
        var ids = Enumerable.Range(0, 1000).Select(i =>
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

    [Fact(DisplayName = "Seed fault: anyone can stop another's seeding. S2.29: only the seeder itself can, and nobody can register in its place")]
    public void Stop_seed_of_another()
    {
        var (seeder, other) = (Registered(1), Registered(2));
        seeder.ExpectMsg<PeerJoined>();
        var torrent = Torrent("a.bin", 10);
        Publish(seeder, 1, torrent, Guid.NewGuid());
        Ask(seeder, new StartSeed(Guid.NewGuid(), Id(1), Session(1), torrent.Id));
        seeder.ExpectMsg<SeedStarted>();
        Ask(seeder, new StartSeed(Guid.NewGuid(), Id(1), Session(1), torrent.Id));
        Assert.Equal(ReturnCode.AlreadySeeding, seeder.ExpectMsg<Refused>().Code);

        Ask(other, new StopSeed(Guid.NewGuid(), Id(1), Session(2), torrent.Id));
        Assert.Equal(ReturnCode.Forbidden, other.ExpectMsg<Refused>().Code);
        Ask(other, new StopSeed(Guid.NewGuid(), Id(77), Session(2), torrent.Id));
        Assert.Equal(ReturnCode.Unauthorized, other.ExpectMsg<Refused>().Code);
        Ask(other, new StopSeed(Guid.NewGuid(), Id(2), Session(2), torrent.Id));
        Assert.Equal(ReturnCode.NotFound, other.ExpectMsg<Refused>().Code);

        // Nor by taking its place: its id is no secret, its token is.
        Ask(other, new Register(Guid.NewGuid(), Peer(1), "impostor", Token(2), WireLimits.Version));
        Assert.Equal(ReturnCode.Unauthorized, other.ExpectMsg<Refused>().Code);
        foreach (var forged in new IWireMessage[]
                 {
                     new Unregister(Guid.NewGuid(), Id(1), Session(2)),
                     new StartSeed(Guid.NewGuid(), Id(1), Session(2), torrent.Id),
                     new Announce(Guid.NewGuid(), Id(1), Session(2), torrent.Id, 0, AnnounceEvent.Stopped, 0),
                     new Publish(Guid.NewGuid(), Id(1), Guid.Empty, torrent.Id, 1, 1, 0, [1]),
                 })
        {
            Ask(other, forged);
            Assert.Equal(ReturnCode.Forbidden, other.ExpectMsg<Refused>().Code);
        }

        Ask(other, new ListTorrents(Guid.NewGuid(), "", default, 10));
        Assert.Equal(1, Assert.Single(other.ExpectMsg<TorrentPage>().Torrents).Seeders);

        Ask(seeder, new StopSeed(Guid.NewGuid(), Id(1), Session(1), torrent.Id));
        Assert.Equal(ReturnCode.FinishedSeeding, seeder.ExpectMsg<SeedStopped>().Code);
    }

    [Fact(DisplayName = "Seed fault: a quit seeder stays listed. One that unregisters goes from the list at once, one that is killed with its lease")]
    public void Quit_seeders_are_not_listed()
    {
        var torrent = Torrent("a.bin", 10);
        var (quits, dies, asks) = (Registered(1), Registered(2), Registered(3));
        quits.ExpectMsg<PeerJoined>();
        quits.ExpectMsg<PeerJoined>();
        Publish(quits, 1, torrent, Guid.NewGuid());
        foreach (var (seeder, number) in new[] { (quits, 1), (dies, 2) })
        {
            Ask(seeder, new StartSeed(Guid.NewGuid(), Id(number), Session(number), torrent.Id));
            seeder.FishForMessage(m => m is SeedStarted);
        }

        Assert.Equal(2, Seeders());
        Ask(quits, new Unregister(Guid.NewGuid(), Id(1), Session(1)));
        quits.FishForMessage(m => m is Unregistered);
        Assert.Equal(1, Seeders());

        // The killed one says nothing; whoever asks is pinged meanwhile, and answers.
        for (var round = 0; round < 4; round++)
        {
            Advance(TimeSpan.FromSeconds(20));
            Ask(asks, new Pong(((Ping)asks.FishForMessage(m => m is Ping)).Round, Id(3), Session(3)));
        }

        Assert.Equal(0, Seeders());

        int Seeders()
        {
            Ask(asks, new ListTorrents(Guid.NewGuid(), "", default, 10));
            return Assert.Single(((TorrentPage)asks.FishForMessage(m => m is TorrentPage)).Torrents).Seeders;
        }
    }

    [Fact(DisplayName = "Seed fault: a torrent id is reused for another file. S2.27, S2.56: an id whose seeders are gone still names its own content, and other content of that name and size has another id")]
    public void Ids_are_never_reused()
    {
        var seeder = Registered(1);
        var (first, second) = (Torrent("a.bin", 10), Renamed("b.bin", "a.bin", 10));
        Assert.Equal((first.Name, first.TotalLength), (second.Name, second.TotalLength));
        Publish(seeder, 1, first, Guid.NewGuid());
        Ask(seeder, new Unregister(Guid.NewGuid(), Id(1), Session(1)));
        seeder.ExpectMsg<Unregistered>();
        var other = Registered(2);
        Publish(other, 2, second, Guid.NewGuid());

        foreach (var torrent in new[] { first, second })
        {
            Ask(other, new GetTorrent(Guid.NewGuid(), torrent.Id, 0));
            Assert.True(new MetainfoPages(torrent).TryPage(0, WireLimits.PageBytes, out var page));
            Assert.Equal(page!.Bytes.ToArray(), other.ExpectMsg<MetainfoData>().Bytes);
        }

        Assert.NotEqual(first.Id, second.Id);
    }

    [Fact(DisplayName = "S1.17, S2.20: a publication whose pages are still on their way holds nobody up")]
    public void Requests_interleave()
    {
        var (slow, quick) = (Registered(1), Registered(2));
        slow.ExpectMsg<PeerJoined>();
        var (large, small, request) = (Torrent("large.bin", 100_000), Torrent("small.bin", 10), Guid.NewGuid());
        var pages = new MetainfoPages(large);
        Assert.True(pages.TryPage(0, 64, out var first));
        Ask(slow, new Publish(request, Id(1), Session(1), large.Id, first!.InfoLength, first.TotalLength, 0, first.Bytes.ToArray()));
        slow.ExpectMsg<PageTaken>();

        Publish(quick, 2, small, Guid.NewGuid());
        Ask(quick, new ListTorrents(Guid.NewGuid(), "", default, 10));
        Assert.Equal(small.Id, Assert.Single(quick.ExpectMsg<TorrentPage>().Torrents).Torrent);

        Publish(slow, 1, large, request);
        Ask(quick, new ListTorrents(Guid.NewGuid(), "", default, 10));
        Assert.Equal(2, quick.ExpectMsg<TorrentPage>().Torrents.Length);
    }

    [Fact(DisplayName = "S2.24, S2.36: the swarm's changes are pushed to those who asked; a completed download is FINISHED_DOWNLOAD")]
    public void Swarm_changes_are_pushed()
    {
        var (seeder, leecher) = (Registered(1), Registered(2));
        seeder.ExpectMsg<PeerJoined>();
        var torrent = Torrent("a.bin", 10);
        Publish(seeder, 1, torrent, Guid.NewGuid());
        Ask(leecher, new GetPeers(Guid.NewGuid(), Id(2), Session(2), torrent.Id, 10, Subscribe: true));
        Assert.Empty(leecher.ExpectMsg<SwarmView>().Peers);

        Ask(seeder, new Announce(Guid.NewGuid(), Id(1), Session(1), torrent.Id, 0, AnnounceEvent.Started, 0));
        seeder.ExpectMsg<Announced>();
        Assert.Equal(Peer(1), Assert.Single(leecher.ExpectMsg<SwarmChanged>().Joined).Peer);

        Ask(seeder, new Unregister(Guid.NewGuid(), Id(1), Session(1)));
        Assert.Equal(Id(1), Assert.Single(((SwarmChanged)leecher.FishForMessage(m => m is SwarmChanged)).Left));

        Ask(leecher, new Announce(Guid.NewGuid(), Id(2), Session(2), torrent.Id, 0, AnnounceEvent.Completed, 0));
        var done = (Announced)leecher.FishForMessage(m => m is Announced);
        Assert.Equal((ReturnCode.FinishedDownload, 1), (done.Code, done.Seeders));
    }

    [Fact(DisplayName = "Of many that asked only so many are told of one that joins, and a seeder is told of none")]
    public void Pushes_are_bounded()
    {
        var torrent = Torrent("a.bin", 10);
        var subscribers = Enumerable.Range(2, 60).Select(i => (Number: i, Probe: Registered(i))).ToArray();
        var seeder = Registered(1);
        Publish(seeder, 1, torrent, Guid.NewGuid());
        foreach (var (number, probe) in subscribers)
            Ask(probe, new GetPeers(Guid.NewGuid(), Id(number), Session(number), torrent.Id, 10, Subscribe: true));
        Ask(subscribers[0].Probe, new Announce(Guid.NewGuid(), Id(2), Session(2), torrent.Id, 0, AnnounceEvent.Completed, 0));
        Ask(subscribers[1].Probe, new Announce(Guid.NewGuid(), Id(3), Session(3), torrent.Id, 5, AnnounceEvent.Started, 0));

        // What was told stands in each mailbox before the answer to a later question.
        var told = 0;
        foreach (var (_, probe) in subscribers)
        {
            Ask(probe, new ListPeers(Guid.NewGuid(), default, 1));
            probe.FishForMessage(m =>
            {
                told += m is SwarmChanged { Joined: [{ BytesLeft: 5 }] } ? 1 : 0;
                Assert.False(probe == subscribers[0].Probe && m is SwarmChanged { Joined: [{ BytesLeft: 5 }] }, "a seeder was told");
                return m is PeerPage;
            });
        }

        Assert.Equal(50, told);
    }

    [Fact(DisplayName = "S2.40: what is asked about an unknown torrent is refused as TORRENT_DOES_NOT_EXIST")]
    public void Unknown_torrent()
    {
        var peer = Registered(1);
        var id = Torrent("nowhere", 1).Id;
        Ask(peer, new GetTorrent(Guid.NewGuid(), id, 0));
        Assert.Equal(ReturnCode.TorrentDoesNotExist, peer.ExpectMsg<Refused>().Code);
        Ask(peer, new Announce(Guid.NewGuid(), Id(1), Session(1), id, 1, AnnounceEvent.Started, 5));
        Assert.Equal(ReturnCode.TorrentDoesNotExist, peer.ExpectMsg<Refused>().Code);
        Ask(peer, new StartSeed(Guid.NewGuid(), Id(1), Session(1), id));
        Assert.Equal(ReturnCode.TorrentDoesNotExist, peer.ExpectMsg<Refused>().Code);
    }

    [Fact(DisplayName = "Seed fault: malformed requests get no answer. S2.38: ours get BAD_REQUEST")]
    public void Malformed()
    {
        var peer = CreateTestProbe();
        Ask(peer, new Register(Guid.NewGuid(), null!, "x", Token(1), WireLimits.Version));
        Assert.Equal(ReturnCode.BadRequest, peer.ExpectMsg<Refused>().Code);
        Ask(peer, new Register(Guid.NewGuid(), Peer(1), "x", Token(1), 99));
        Assert.Equal(ReturnCode.BadRequest, peer.ExpectMsg<Refused>().Code);
        Ask(peer, new Register(Guid.NewGuid(), Peer(1), "x", null!, WireLimits.Version));
        Assert.Equal(ReturnCode.BadRequest, peer.ExpectMsg<Refused>().Code);
        Ask(peer, new Register(Guid.NewGuid(), Peer(1), "x", [1, 2, 3], WireLimits.Version));
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
        Ask(leecher, new GetPeers(Guid.NewGuid(), Id(2), Session(2), torrent.Id, 10, Subscribe: true));
        leecher.ExpectMsg<SwarmView>();
        Ask(seeder, new Announce(Guid.NewGuid(), Id(1), Session(1), torrent.Id, 0, AnnounceEvent.Started, 0));
        leecher.ExpectMsg<SwarmChanged>();

        var restarted = CreateTestProbe("restarted");
        Register(restarted, 1);
        Ask(restarted, new Announce(Guid.NewGuid(), Id(1), Session(1), torrent.Id, 0, AnnounceEvent.Progress, 0));

        Assert.Equal(Peer(1), Assert.Single(leecher.ExpectMsg<SwarmChanged>().Joined).Peer);
    }

    /// <summary>The content of one torrent under the name of another.</summary>
    private static Metainfo Renamed(string content, string name, int size) =>
        MetainfoBuilder.File(HashedFile.FromContent([name], Testing.Fixtures.Bytes(content, size), 16 * 1024), 16 * 1024);

    [Fact(DisplayName = "S1.C2: who joins and who leaves is pushed to those who asked, and to no other; none can ask in another's name")]
    public void Notices()
    {
        var (asks, stops) = (Registered(1), Registered(2));
        asks.ExpectMsg<PeerJoined>();
        Ask(stops, new WatchPeers(Guid.NewGuid(), Id(2), Session(2), On: false));
        Assert.False(stops.ExpectMsg<PeersWatched>().On);
        Ask(stops, new WatchPeers(Guid.NewGuid(), Id(1), Session(2), On: false));
        Assert.Equal(ReturnCode.Forbidden, stops.ExpectMsg<Refused>().Code);
        Ask(stops, new WatchPeers(Guid.NewGuid(), Id(7), Session(2), On: true));
        Assert.Equal(ReturnCode.Unauthorized, stops.ExpectMsg<Refused>().Code);
        var third = Registered(3);
        Assert.Equal(Peer(3), asks.ExpectMsg<PeerJoined>().Peer);
        Ask(third, new Unregister(Guid.NewGuid(), Id(3), Session(3)));
        third.ExpectMsg<Unregistered>();
        Assert.Equal(Peer(3), asks.ExpectMsg<PeerLeft>().Peer);
        Ask(stops, new ListPeers(Guid.NewGuid(), default, 10));
        stops.ExpectMsg<PeerPage>();
    }

    [Fact(DisplayName = "S1.18, S1.19, S1.C2: of one who doesn't answer the rounds the others are told as of one who left")]
    public void Dropped_peers_are_told_of()
    {
        var (asks, silent) = (Registered(1), Registered(2));
        asks.ExpectMsg<PeerJoined>();
        var left = new List<Core.Swarms.SwarmPeer>();
        for (var round = 0; round < 4; round++)
        {
            Assert.True(round > 2 || left.Count == 0, $"dropped in round {round}, within its lease");
            Advance(TimeSpan.FromSeconds(20));
            var ping = (Ping)asks.FishForMessage(m =>
            {
                if (m is PeerLeft gone)
                    left.Add(gone.Peer);
                return m is Ping;
            });
            Ask(asks, new Pong(ping.Round, Id(1), Session(1)));
            Ask(asks, new ListPeers(Guid.NewGuid(), default, 10));
            asks.FishForMessage(m => m is PeerPage);
        }

        Assert.Equal([Peer(2)], left);
        Assert.True(silent.HasMessages);
    }

    private TestProbe Registered(int number)
    {
        var probe = CreateTestProbe($"link{number}");
        Register(probe, number);
        return probe;
    }

    private void Register(TestProbe probe, int number)
    {
        Ask(probe, new Register(Guid.NewGuid(), Peer(number), $"peer {number}", Token(number), WireLimits.Version));
        var registered = (Registered)probe.FishForMessage(m => m is Registered);
        Assert.Equal(60, registered.LeaseSeconds);
        _sessions[number] = registered.Session;
        Ask(probe, new WatchPeers(Guid.NewGuid(), Id(number), registered.Session, On: true));
        Assert.True(((PeersWatched)probe.FishForMessage(m => m is PeersWatched)).On);
    }

    private Guid Session(int number) => _sessions[number];

    private void Ask(TestProbe from, object question) => _tracker.Tell(question, from.Ref);

    private Published Publish(TestProbe from, int number, Metainfo torrent, Guid request)
    {
        var pages = new MetainfoPages(torrent);
        var offset = 0;
        while (pages.TryPage(offset, 64, out var page))
        {
            Ask(from, new Publish(request, Id(number), Session(number), torrent.Id, page!.InfoLength, page.TotalLength, offset, page.Bytes.ToArray()));
            var answer = from.ExpectMsg<IWireMessage>();
            if (answer is Published published)
                return published;
            offset = Assert.IsType<PageTaken>(answer).NextOffset;
        }

        throw new InvalidOperationException("The tracker asked for a page that does not exist.");
    }
}
