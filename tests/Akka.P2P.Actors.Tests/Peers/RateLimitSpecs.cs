namespace Akka.P2P.Actors.Tests.Peers;

using Akka.Actor;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Core.Rates;
using Akka.P2P.Protocol;
using Akka.P2P.Testing;
using Akka.TestKit;
using Xunit.Abstractions;
using static Akka.P2P.Protocol.ChunkProtocol;

/// <summary>What a limited peer sends and asks for, slice by slice, in virtual time.</summary>
public sealed class RateLimitSpecs(ITestOutputHelper output) : SwarmSpec(output, virtualTime: true)
{
    private const int Slice = 64 * 1024;
    private static readonly TimeSpan ASecond = TimeSpan.FromSeconds(1);
    private readonly Metainfo _torrent = Torrent("x.bin", 8 * Slice, 256 * 1024);

    [Fact(DisplayName = "At a slice a second, upwards, a seeder sends a slice a second, and the rest at once when the limit is lifted")]
    public void Upwards()
    {
        var services = Services(11);
        services.Limits.Set(null, Slice, null, services.Now);
        var peer = Sys.ActorOf(PeerActor.CreateProps(services, Defaults with { Trackers = [] }));
        peer.Tell(new PeerCommands.ShareTorrent(_torrent, Whole(_torrent)));
        ExpectMsg<PeerCommands.TorrentShared>();
        var fetcher = CreateTestProbe();
        peer.Tell(new PeerProtocol.Interested(_torrent.Id, Peer(21), 1), fetcher.Ref);
        fetcher.ExpectMsg<PeerProtocol.HaveAll>();
        fetcher.ExpectMsg<PeerProtocol.Unchoked>();

        fetcher.Reply(new GetSlices(_torrent.Id, Id(21), [new SliceRange(0, 1, 0, 4 * Slice), new SliceRange(1, 2, 0, 4 * Slice)]));
        Assert.Equal(0, Sent(peer));
        for (var second = 1; second <= 3; second++)
        {
            Advance(ASecond);
            fetcher.ExpectMsg<SliceData>();
            // The slice is out before the seeder hears that it has been read.
            AwaitAssert(() => Assert.Equal(second * Slice, Sent(peer)));
        }

        services.Limits.Set(null, null, null, services.Now);
        Advance(ASecond);
        fetcher.ReceiveN(5);
    }

    [Fact(DisplayName = "At a slice a second, downwards, a fetcher asks for a slice a second from the moment on that the limit is set")]
    public void Downwards()
    {
        var services = Services(11);
        var peer = Sys.ActorOf(PeerActor.CreateProps(services, Defaults with { Trackers = [] }));
        var source = CreateTestProbe();
        PeerIs(21, source.Ref);
        peer.Tell(Download(_torrent, new MemoryChunkStore(_torrent.Grid), peers: Peer(21).Address));
        ExpectMsg<PeerCommands.DownloadStarted>();
        source.Reply(new PeerProtocol.Pong(source.ExpectMsg<PeerProtocol.Ping>().Nonce, Id(21)));
        var interested = (PeerProtocol.Interested)source.FishForMessage(m => m is PeerProtocol.Interested);
        var fetcher = source.LastSender;
        fetcher.Tell(new PeerProtocol.HaveAll(_torrent.Id, Id(21), interested.Session), source.Ref);
        fetcher.Tell(new PeerProtocol.Unchoked(_torrent.Id, Id(21), interested.Session), source.Ref);
        var get = (GetSlices)source.FishForMessage(m => m is GetSlices);
        Assert.Equal(4 * Slice, get.Ranges.Sum(r => r.Length));

        services.Limits.Set(_torrent.Id, null, Slice, services.Now);
        for (var second = 1; second <= 3; second++)
        {
            Answer(fetcher, source, get);
            AsksNothing(fetcher, source);
            Advance(ASecond);
            get = (GetSlices)source.FishForMessage(m => m is GetSlices);
            Assert.Equal(Slice, get.Ranges.Sum(r => r.Length));
        }
    }

    [Fact(DisplayName = "A limit too low to be told from a peer that hangs is refused, and the one in force stays")]
    public void Too_low()
    {
        var limits = new TransferLimits();
        limits.Set(null, 1_000_000, 2_000_000, TimeSpan.Zero);

        Assert.Throws<ArgumentOutOfRangeException>(() => limits.Set(null, 2_000_000, RateLimit.Least - 1, TimeSpan.Zero));

        Assert.Equal((1_000_000, 2_000_000), limits.Of(null));
    }

    [Fact(DisplayName = "The stricter of a torrent's limit and that of all holds, and a torrent's goes when it is lifted")]
    public void Stricter_of_both()
    {
        var limits = new TransferLimits();
        limits.Set(null, 1_000_000, null, TimeSpan.Zero);
        limits.Set(_torrent.Id, 500_000, null, TimeSpan.Zero);

        Assert.Equal(TimeSpan.FromSeconds(1.9), limits.ReserveUp(_torrent.Id, 1_000_000, TimeSpan.FromSeconds(10)));
        Assert.Equal(TimeSpan.FromSeconds(0.9), limits.ReserveUp(Torrent("y.bin", 1).Id, 1_000_000, TimeSpan.FromSeconds(20)));
        limits.Set(_torrent.Id, null, null, TimeSpan.Zero);
        Assert.Equal((null, null), limits.Of(_torrent.Id));
    }

    [Fact(DisplayName = "Whether a torrent has a limit at all is known by direction, its own or that of all, and follows every change")]
    public void What_is_limited()
    {
        var (limits, other) = (new TransferLimits(), Torrent("y.bin", 1).Id);
        Assert.False(limits.LimitsUp(_torrent.Id) || limits.LimitsDown(_torrent.Id));
        limits.Set(_torrent.Id, 500_000, null, TimeSpan.Zero);
        Assert.True(limits.LimitsUp(_torrent.Id) && !limits.LimitsDown(_torrent.Id) && !limits.LimitsUp(other));
        Assert.Equal(TimeSpan.Zero, limits.ReserveUp(other, long.MaxValue, TimeSpan.Zero));
        limits.Set(null, null, 500_000, TimeSpan.Zero);
        Assert.True(limits.LimitsDown(other) && !limits.LimitsUp(other));
        Assert.Equal((_torrent.Id, 500_000, null), Assert.Single(limits.Each));
        limits.Set(null, null, null, TimeSpan.Zero);
        limits.Set(_torrent.Id, null, null, TimeSpan.Zero);
        Assert.False(limits.LimitsUp(_torrent.Id) || limits.LimitsDown(other));
        Assert.Empty(limits.Each);
    }

    private void Answer(IActorRef fetcher, TestProbe source, GetSlices get)
    {
        var content = Fixtures.Bytes(_torrent.Name, (int)_torrent.TotalLength);
        foreach (var range in get.Ranges)
        {
            for (var at = range.Offset; at < range.Offset + range.Length; at += Slice)
                fetcher.Tell(SliceData.Of(_torrent.Id, range.Chunk, at, range.Attempt, content.AsSpan((range.Chunk * 4 * Slice) + at, Slice).ToArray()), source.Ref);
        }
    }

    /// <summary>Everything said to the fetcher so far has been handled, and it has asked for nothing more at this moment.</summary>
    private static void AsksNothing(IActorRef fetcher, TestProbe source)
    {
        fetcher.Tell(new Identify(1), source.Ref);
        source.FishForMessage(m => m is ActorIdentity ? true : m is GetSlices ? throw new InvalidOperationException("asked for more than the limit") : false);
    }

    private long Sent(IActorRef peer)
    {
        peer.Tell(new PeerCommands.GetStatus(), TestActor);
        return Assert.Single(ExpectMsg<PeerCommands.PeerStatus>().Seeds).BytesSent;
    }
}
