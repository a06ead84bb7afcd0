namespace Akka.P2P.Actors.Tests.Seeding;

using Akka.Actor;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Actors.Settings;
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
        _peer = StartPeer(11, Defaults with { Trackers = [], Seed = Defaults.Seed with { Slots = 1 } });
        _peer.Tell(new PeerCommands.ShareTorrent(_torrent, Whole(_torrent)));
        ExpectMsg<PeerCommands.TorrentShared>();
    }

    [Fact(DisplayName = "S2.32: several slices of a chunk are served by one request, each echoing the attempt")]
    public void Serves_slices()
    {
        var fetcher = Unchoked(21);
        fetcher.Reply(new GetSlices(_torrent.Id, Id(21), 0, 5, 0, 128 * 1024));
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
        fetcher.Reply(new GetSlices(_torrent.Id, Id(21), chunk, 5, offset, length));
        Assert.Equal(reason, fetcher.ExpectMsg<SliceRefused>().Reason);
    }

    [Fact(DisplayName = "S2.34: a second peer waits choked, is refused slices, and gets its turn")]
    public void Choked_peers_get_turns()
    {
        var (first, second) = (Unchoked(21), Interested(22));
        second.ExpectMsg<PeerProtocol.HaveAll>();
        second.ExpectMsg<PeerProtocol.Choked>();
        second.Reply(new GetSlices(_torrent.Id, Id(22), 0, 1, 0, 64 * 1024));
        Assert.Equal(RefusalReason.Choked, second.ExpectMsg<SliceRefused>().Reason);

        Advance(Defaults.Seed.Turn);

        first.ExpectMsg<PeerProtocol.Choked>();
        second.ExpectMsg<PeerProtocol.Unchoked>();
        second.Reply(new GetSlices(_torrent.Id, Id(22), 2, 1, 0, Size - (2 * 128 * 1024)));
        Assert.Equal(Size - (2 * 128 * 1024), second.ExpectMsg<SliceData>().Payload.Length);
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
            fetcher.Reply(new GetSlices(torrent.Id, Id(21), 0, i, 0, 128 * 1024));
        var refused = fetcher.ExpectMsg<SliceRefused>();
        Assert.Equal((RefusalReason.TooMany, asked), (refused.Reason, (int)refused.Attempt));
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

    private TestProbe Interested(int number, Metainfo? torrent = null)
    {
        var probe = CreateTestProbe($"fetcher{number}-{torrent?.Name}");
        _peer.Tell(new PeerProtocol.Interested((torrent ?? _torrent).Id, Peer(number), 1), probe.Ref);
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
