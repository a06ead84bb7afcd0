namespace Akka.P2P.Actors.Tests.Seeding;

using Akka.Actor;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Actors.Settings;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Protocol;
using Akka.P2P.Testing;
using Akka.TestKit;
using Xunit.Abstractions;
using static Akka.P2P.Protocol.ChunkProtocol;

/// <summary>A peer that shares, asked by probes that stand for fetchers.</summary>
public sealed class SeederSpecs : SwarmSpec
{
    private const int Size = 300_000;
    private readonly Metainfo _torrent = Torrent("x.bin", Size, 128 * 1024);
    private readonly IActorRef _peer;

    public SeederSpecs(ITestOutputHelper output)
        : base(output, virtualTime: true)
    {
        _peer = StartPeer(11, Defaults with { Trackers = [], Seed = Defaults.Seed with { Unchoke = Defaults.Seed.Unchoke with { Slots = 1, MaxServed = 1 } } });
        _peer.Tell(new PeerCommands.ShareTorrent(_torrent, Whole(_torrent)));
        ExpectMsg<PeerCommands.TorrentShared>();
    }

    [Fact(DisplayName = "S2.32: several slices of a chunk are served by one request, each echoing the attempt")]
    public void Serves_slices()
    {
        var fetcher = Unchoked(21);
        fetcher.Reply(Ask(_torrent.Id, Id(21), 0, 5, 0, 128 * 1024));
        var slices = new[] { fetcher.ExpectMsg<SliceData>(), fetcher.ExpectMsg<SliceData>() }.OrderBy(s => s.Offset).ToArray();
        Assert.All(slices, s => Assert.Equal(5, s.Attempt));
        Assert.Equal(Fixtures.Bytes("x.bin", 128 * 1024), slices.SelectMany(s => s.Payload.ToArray()));
    }

    [Theory(DisplayName = "What can't be served is refused with its reason")]
    [InlineData(3, 0, 64 * 1024, RefusalReason.OutOfRange)]
    [InlineData(-1, 0, 64 * 1024, RefusalReason.OutOfRange)]
    [InlineData(0, 5, 64 * 1024, RefusalReason.OutOfRange)]
    [InlineData(0, 0, 1, RefusalReason.OutOfRange)]
    [InlineData(0, 64 * 1024, 128 * 1024, RefusalReason.OutOfRange)]
    [InlineData(0, 0, 0, RefusalReason.OutOfRange)]
    [InlineData(0, 0, int.MinValue, RefusalReason.OutOfRange)]
    public void Refusals(int chunk, int offset, int length, RefusalReason reason)
    {
        var fetcher = Unchoked(21);
        fetcher.Reply(Ask(_torrent.Id, Id(21), chunk, 5, offset, length));
        Assert.Equal(reason, fetcher.ExpectMsg<SliceRefused>().Reason);
    }

    [Fact(DisplayName = "S2.34: a second peer waits choked, is refused slices, and gets its turn when the first, whose turn is over, has what it had begun")]
    public void Choked_peers_get_turns()
    {
        var (first, second) = OneBeginsOneWaits();
        second.Reply(Ask(_torrent.Id, Id(22), 0, 1, 0, 64 * 1024));
        Assert.Equal(RefusalReason.Choked, second.ExpectMsg<SliceRefused>().Reason);

        Advance(Defaults.Seed.Unchoke.Turn);

        first.ExpectMsg<PeerProtocol.Choked>();
        first.Reply(Ask(_torrent.Id, Id(21), 1, 2, 0, 64 * 1024));
        Assert.Equal(RefusalReason.Choked, first.ExpectMsg<SliceRefused>().Reason);
        first.Reply(Ask(_torrent.Id, Id(21), 0, 1, 64 * 1024, 64 * 1024));
        Assert.Equal(64 * 1024, first.ExpectMsg<SliceData>().Offset);
        second.ExpectMsg<PeerProtocol.Unchoked>();
        second.Reply(Ask(_torrent.Id, Id(22), 2, 1, 0, Size - (2 * 128 * 1024)));
        Assert.Equal(Size - (2 * 128 * 1024), second.ExpectMsg<SliceData>().Payload.Length);
    }

    [Fact(DisplayName = "Who does not fetch the rest of what it began within the time of another turn is cut off, and the next has its turn")]
    public void Turns_end()
    {
        var (first, second) = OneBeginsOneWaits();
        Advance(Defaults.Seed.Unchoke.Turn);
        first.ExpectMsg<PeerProtocol.Choked>();
        // Both are still there, as their keep-alives say.
        Renew(first, 21).ExpectMsg<PeerProtocol.Choked>();
        Renew(second, 22).ExpectMsg<PeerProtocol.Choked>();

        Advance(Defaults.Seed.Unchoke.Turn);

        second.ExpectMsg<PeerProtocol.Unchoked>();
        first.Reply(Ask(_torrent.Id, Id(21), 0, 1, 64 * 1024, 64 * 1024));
        Assert.Equal(RefusalReason.Choked, first.ExpectMsg<SliceRefused>().Reason);
    }

    [Fact(DisplayName = "Who is let in and asks for nothing makes room for one who waits, before its turn is over")]
    public void The_idle_make_room()
    {
        var (first, second) = (Unchoked(21), Interested(22));
        second.ExpectMsg<PeerProtocol.HaveAll>();
        second.ExpectMsg<PeerProtocol.Choked>();

        Advance(Defaults.Seed.Unchoke.IdleAfter);

        first.ExpectMsg<PeerProtocol.Choked>();
        second.ExpectMsg<PeerProtocol.Unchoked>();
    }

    [Fact(DisplayName = "A peer that asks for more than it may have on the way is refused the rest")]
    public void Bounded_per_peer()
    {
        var blocked = new BlockedStore(Whole(_torrent));
        var torrent = Torrent("y.bin", Size, 128 * 1024);
        _peer.Tell(new PeerCommands.ShareTorrent(torrent, blocked));
        ExpectMsg<PeerCommands.TorrentShared>();
        var fetcher = Unchoked(21, torrent);
        var asked = Defaults.Seed.MaxBytesPerPeer / (128 * 1024);
        for (var i = 0; i <= asked; i++)
            fetcher.Reply(Ask(torrent.Id, Id(21), 0, i, 0, 128 * 1024));
        var refused = fetcher.ExpectMsg<SliceRefused>();
        Assert.Equal((RefusalReason.TooMany, asked), (refused.Reason, (int)Assert.Single(refused.Ranges).Attempt));
        blocked.Release();
        fetcher.ReceiveN(2 * asked);
    }

    [Fact(DisplayName = "Whoever was interested hears that a torrent is no longer shared; a stranger hears that it never was")]
    public void Stops()
    {
        var fetcher = Unchoked(21);
        _peer.Tell(new PeerCommands.StopSeeding(_torrent.Id));
        ExpectMsg<PeerCommands.SeedingStopped>();
        Assert.Equal(ReturnCode.NotFound, fetcher.ExpectMsg<PeerProtocol.Refused>().Code);
        Assert.Equal(ReturnCode.TorrentDoesNotExist, Interested(22).ExpectMsg<PeerProtocol.Refused>().Code);
        _peer.Tell(new PeerCommands.StopSeeding(_torrent.Id));
        Assert.Equal(ReturnCode.NotFound, ExpectMsg<PeerCommands.CommandRefused>().Code);
    }

    [Fact(DisplayName = "S2.C3: the very same torrent is ALREADY_SEEDING, another one is not")]
    public void Already_seeding()
    {
        _peer.Tell(new PeerCommands.ShareTorrent(_torrent, Whole(_torrent)));
        Assert.Equal(ReturnCode.AlreadySeeding, ExpectMsg<PeerCommands.CommandRefused>().Code);
        var other = Torrent("x.bin", 10);
        _peer.Tell(new PeerCommands.ShareTorrent(other, Whole(other)));
        Assert.Equal(other.Id, ExpectMsg<PeerCommands.TorrentShared>().Torrent);
    }

    [Fact(DisplayName = "S1.30-S1.32: a ping between peers is answered")]
    public void Pings()
    {
        _peer.Tell(new PeerProtocol.Ping(3));
        Assert.Equal(new PeerProtocol.Pong(3, Id(11)), ExpectMsg<PeerProtocol.Pong>());
    }

    private static GetSlices Ask(TorrentId torrent, PeerId peer, int chunk, long attempt, int offset, int length) =>
        new(torrent, peer, [new SliceRange(chunk, attempt, offset, length)]);

    private TestProbe Interested(int number, Metainfo? torrent = null)
    {
        var probe = CreateTestProbe($"fetcher{number}-{torrent?.Name}");
        _peer.Tell(new PeerProtocol.Interested((torrent ?? _torrent).Id, Peer(number), 1), probe.Ref);
        return probe;
    }

    /// <summary>The first has the only slot and half of chunk 0, under attempt 1.</summary>
    private (TestProbe First, TestProbe Second) OneBeginsOneWaits()
    {
        var first = Unchoked(21);
        first.Reply(Ask(_torrent.Id, Id(21), 0, 1, 0, 64 * 1024));
        first.ExpectMsg<SliceData>();
        var second = Interested(22);
        second.ExpectMsg<PeerProtocol.HaveAll>();
        second.ExpectMsg<PeerProtocol.Choked>();
        return (first, second);
    }

    private TestProbe Renew(TestProbe probe, int number)
    {
        _peer.Tell(new PeerProtocol.Interested(_torrent.Id, Peer(number), 1), probe.Ref);
        return probe;
    }

    private TestProbe Unchoked(int number, Metainfo? torrent = null)
    {
        var probe = Interested(number, torrent);
        probe.ExpectMsg<PeerProtocol.HaveAll>();
        probe.ExpectMsg<PeerProtocol.Unchoked>();
        return probe;
    }
}
