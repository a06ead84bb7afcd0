namespace Akka.P2P.Actors.Tests.Seeding;

using System.Collections.Immutable;
using Akka.Actor;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Actors.Settings;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Protocol;
using Akka.TestKit;
using Xunit.Abstractions;
using static Akka.P2P.Protocol.ChunkProtocol;

/// <summary>A seeder of many small files, asked for several chunks in one request.</summary>
public sealed class BatchSpecs(ITestOutputHelper output) : SwarmSpec(output, virtualTime: true)
{
    private const int Size = 1000;
    private const int NoSuchChunk = 1_000_000;
    private readonly Metainfo _torrent = SmallFiles("small", 600, _ => Size);

    [Fact(DisplayName = "A request that names many chunks is answered slice by slice, each echoing its own attempt")]
    public void Answered_slice_by_slice()
    {
        var fetcher = Unchoked(Share(WholeOfSmall(_torrent)), 21);
        fetcher.Reply(Get(21, Enumerable.Range(50, WireLimits.MaxRangesInRequest)));

        var slices = Slices(fetcher, WireLimits.MaxRangesInRequest);
        Assert.Equal(Enumerable.Range(50, WireLimits.MaxRangesInRequest), slices.Select(s => s.Chunk).Order());
        Assert.All(slices, s =>
        {
            Assert.Equal(AttemptOf(s.Chunk), s.Attempt);
            Assert.Equal(SmallFile("small", s.Chunk, Size), s.Payload.ToArray());
        });
    }

    [Fact(DisplayName = "Bad ranges among good ones are refused by name, and the good ones are served")]
    public void Bad_among_good()
    {
        var fetcher = Unchoked(Share(WholeOfSmall(_torrent)), 21);
        fetcher.Reply(new GetSlices(_torrent.Id, Id(21),
            [Range(1), Range(2) with { Offset = 1 }, Range(3), Range(4) with { Chunk = NoSuchChunk }, Range(5) with { Length = Size + 1 }, Range(6)]));

        var refused = fetcher.ExpectMsg<SliceRefused>();
        Assert.Equal(RefusalReason.OutOfRange, refused.Reason);
        Assert.Equal([AttemptOf(2), AttemptOf(4), AttemptOf(5)], refused.Ranges.Select(r => r.Attempt));
        Assert.Equal([1, 3, 6], Slices(fetcher, 3).Select(s => s.Chunk).Order());
    }

    [Fact(DisplayName = "A chunk that can't be read is refused by name, and the others of its request are sent")]
    public void Unreadable_among_good()
    {
        var fetcher = Unchoked(Share(new GatedStore(WholeOfSmall(_torrent)) { Unreadable = 2 }.Opened()), 21);
        fetcher.Reply(Get(21, [1, 2, 3]));

        var answers = fetcher.ReceiveN(3);
        Assert.Equal([1, 3], answers.OfType<SliceData>().Select(s => s.Chunk).Order());
        var refused = Assert.Single(answers.OfType<SliceRefused>());
        Assert.Equal((RefusalReason.ReadFailed, AttemptOf(2)), (refused.Reason, Assert.Single(refused.Ranges).Attempt));
    }

    [Fact(DisplayName = "One attempt of a request is cancelled: it is not sent, whether it waits or its turn has begun; the others are")]
    public void One_attempt_cancelled()
    {
        var store = new GatedStore(WholeOfSmall(_torrent));
        var fetcher = Unchoked(Share(store), 21);
        // The first turn of 64 is being read, stopped at its first chunk; the second waits for its turn.
        fetcher.Reply(Get(21, Enumerable.Range(0, 100)));
        store.AwaitReader();
        foreach (var chunk in (int[])[7, 90])
            fetcher.Reply(new CancelChunk(_torrent.Id, Id(21), chunk, AttemptOf(chunk)));
        IsHandled(fetcher, 21);

        store.Open();

        Assert.Equal(Enumerable.Range(0, 100).Except([7, 90]), Slices(fetcher, 98).Select(s => s.Chunk).Order());
        IsHandled(fetcher, 21);
    }

    [Fact(DisplayName = "S2.34: a peer that is choked in the middle of its request gets all of what it had asked for, and nothing that it asks for then")]
    public void Choked_in_the_middle()
    {
        var store = new GatedStore(WholeOfSmall(_torrent));
        var peer = Share(store, s => s with { Unchoke = s.Unchoke with { Slots = 1, MaxServed = 1 }, MaxReads = 1 });
        var first = Unchoked(peer, 21);
        first.Reply(Get(21, Enumerable.Range(0, 200)));
        store.AwaitReader();
        var second = Interested(peer, 22);
        second.ExpectMsg<PeerProtocol.HaveAll>();
        second.ExpectMsg<PeerProtocol.Choked>();

        Advance(Defaults.Seed.Unchoke.Turn);
        first.ExpectMsg<PeerProtocol.Choked>();
        first.Reply(Get(21, [300]));
        Assert.Equal(RefusalReason.Choked, first.ExpectMsg<SliceRefused>().Reason);
        store.Open();

        Assert.Equal(Enumerable.Range(0, 200), Slices(first, 200).Select(s => s.Chunk).Order());
        second.ExpectMsg<PeerProtocol.Unchoked>();
    }

    [Fact(DisplayName = "More ranges than a peer may have asked for are refused as TooMany, by name; what it had asked for before is served")]
    public void Bounded_by_count()
    {
        var store = new GatedStore(WholeOfSmall(_torrent));
        var fetcher = Unchoked(Share(store, s => s with { MaxRangesPerPeer = 128 }), 21);
        fetcher.Reply(Get(21, Enumerable.Range(0, 300)));

        var refused = fetcher.ExpectMsg<SliceRefused>();
        Assert.Equal(RefusalReason.TooMany, refused.Reason);
        Assert.Equal(Enumerable.Range(128, 172).Select(AttemptOf), refused.Ranges.Select(r => r.Attempt));
        store.Open();
        Assert.Equal(Enumerable.Range(0, 128), Slices(fetcher, 128).Select(s => s.Chunk).Order());

        // What was served no longer counts, as soon as its reader has said so.
        AwaitAssert(() =>
        {
            fetcher.Reply(Get(21, [599]));
            Assert.IsType<SliceData>(fetcher.ReceiveOne(TimeSpan.FromSeconds(3)));
        });
    }

    [Fact(DisplayName = "A request of more ranges than a message may name is refused, and nothing of it is read")]
    public void Bounded_request()
    {
        var fetcher = Unchoked(Share(WholeOfSmall(_torrent)), 21);
        fetcher.Reply(Get(21, Enumerable.Range(0, WireLimits.MaxRangesInRequest + 1)));
        var refused = fetcher.ExpectMsg<SliceRefused>();
        Assert.Equal((RefusalReason.TooMany, WireLimits.MaxRangesInRequest), (refused.Reason, refused.Ranges.Length));
        IsHandled(fetcher, 21);
    }

    [Fact(DisplayName = "A request that names nothing, or has no list at all, is no trouble")]
    public void Empty_requests()
    {
        var fetcher = Unchoked(Share(WholeOfSmall(_torrent)), 21);
        fetcher.Reply(new GetSlices(_torrent.Id, Id(21), []));
        fetcher.Reply(new GetSlices(_torrent.Id, Id(21), default));
        IsHandled(fetcher, 21);
    }

    [Fact(DisplayName = "A peer that asks for a few small chunks waits for one turn of a peer that asks for many, not for all of them")]
    public void Fair_turns()
    {
        var store = new GatedStore(WholeOfSmall(_torrent));
        var peer = Share(store, s => s with { MaxReads = 1 });
        var (greedy, modest) = (Unchoked(peer, 21), Unchoked(peer, 22));
        greedy.Reply(Get(21, Enumerable.Range(0, 512)));
        store.AwaitReader();
        modest.Reply(Get(22, Enumerable.Range(520, 60)));
        IsHandled(modest, 22);

        store.Open();
        Slices(modest, 60);
        Slices(greedy, 512);

        // A turn is 64 chunks: one of the greedy one's had begun, and one more may have been due.
        var lastOfModest = store.Reads.ToList().FindLastIndex(chunk => chunk >= 520);
        Assert.InRange(lastOfModest, 60, (2 * 64) + 60);
    }

    private static long AttemptOf(int chunk) => 10_000 + chunk;

    private static SliceRange Range(int chunk) => new(chunk, AttemptOf(chunk), 0, Size);

    private static ImmutableArray<SliceData> Slices(TestProbe fetcher, int count) => [.. fetcher.ReceiveN(count).Cast<SliceData>()];

    private GetSlices Get(int peer, IEnumerable<int> chunks) => new(_torrent.Id, Id(peer), [.. chunks.Select(Range)]);

    /// <summary>Everything that was sent before has been handled, and nothing but its answers came.</summary>
    private void IsHandled(TestProbe fetcher, int peer)
    {
        fetcher.Reply(new GetSlices(_torrent.Id, Id(peer), [Range(0) with { Chunk = NoSuchChunk }]));
        Assert.Equal(NoSuchChunk, Assert.Single(fetcher.ExpectMsg<SliceRefused>().Ranges).Chunk);
    }

    private IActorRef Share(IChunkStore store, Func<SeedSettings, SeedSettings>? change = null)
    {
        var peer = StartPeer(11, Defaults with { Trackers = [], Seed = (change ?? (s => s))(Defaults.Seed) });
        peer.Tell(new PeerCommands.ShareTorrent(_torrent, store));
        ExpectMsg<PeerCommands.TorrentShared>();
        return peer;
    }

    private TestProbe Interested(IActorRef peer, int number)
    {
        var probe = CreateTestProbe($"fetcher{number}");
        peer.Tell(new PeerProtocol.Interested(_torrent.Id, Peer(number), 1), probe.Ref);
        return probe;
    }

    private TestProbe Unchoked(IActorRef peer, int number)
    {
        var probe = Interested(peer, number);
        probe.ExpectMsg<PeerProtocol.HaveAll>();
        probe.ExpectMsg<PeerProtocol.Unchoked>();
        return probe;
    }
}
