namespace Akka.P2P.Actors.Tests.Downloading;

using System.Collections.Immutable;
using Akka.Actor;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Protocol;
using Akka.TestKit;
using Xunit.Abstractions;
using static Akka.P2P.Protocol.ChunkProtocol;

/// <summary>A download of many small files against sources that are probes, in virtual time.</summary>
public sealed class SmallChunksSpecs : SwarmSpec
{
    private const int Count = 1000;
    private readonly Metainfo _torrent = SmallFiles("small", Count, i => 1 + (i * 7 % 1024));
    private readonly MemoryChunkStore _store;
    private readonly Dictionary<int, int> _asked = [];

    public SmallChunksSpecs(ITestOutputHelper output)
        : base(output, virtualTime: true) => _store = new MemoryChunkStore(_torrent.Grid);

    [Fact(DisplayName = "A thousand small files cost a handful of requests, each asked for once, and arrive whole")]
    public async Task No_round_trip_each()
    {
        var source = Source(21);
        StartDownload();
        Unchoke(source, 21);

        var requests = 0;
        while (_asked.Count < Count)
        {
            Answer(source, Next(source));
            requests++;
        }

        ExpectMsg<PeerEvents.DownloadFinished>();
        Output!.WriteLine($"{requests} requests");
        Assert.InRange(requests, Count / WireLimits.MaxRangesInRequest, 16);
        Assert.All(_asked.Values, times => Assert.Equal(1, times));
        Assert.Equal(ContentOfSmall(_torrent), await Content(_store));
    }

    [Fact(DisplayName = "What is on the way at one time is bounded in slices and in bytes, and by what one message may name")]
    public void Bounded_on_the_way()
    {
        var source = Source(21);
        StartDownload(window: w => w with { MaxSlices = 100 });
        Unchoke(source, 21);

        // The window is full: nothing more is asked for until something came.
        var first = Next(source);
        Assert.InRange(first.Ranges.Length, 50, 100);
        var onTheWay = first.Ranges.Length;
        while (onTheWay < 100 && source.HasMessages)
            onTheWay += Next(source).Ranges.Length;
        Assert.InRange(onTheWay, 50, 100);
        Answer(source, first);
        Assert.InRange(Next(source).Ranges.Length, 1, 100);
    }

    [Fact(DisplayName = "Chunks of a request that are refused are asked for again; the rest of it counts, and it is one failure of its source")]
    public void Refused_among_good()
    {
        var source = Source(21);
        StartDownload();
        Unchoke(source, 21);
        var get = Next(source);
        // More than a source may fail in a row.
        ImmutableArray<SliceRange> refused = [.. get.Ranges.Take(Defaults.Download.Limits.MaxSourceFailures + 5)];
        source.LastSender.Tell(new SliceRefused(_torrent.Id, refused, RefusalReason.TooMany), source.Ref);
        Answer(source, get with { Ranges = get.Ranges.RemoveRange(refused) });

        var finished = FinishFrom(source);

        Assert.Empty(finished.Banned);
        Assert.All(refused, r => Assert.Equal(2, _asked[r.Chunk]));
        Assert.Equal(refused.Length, _asked.Values.Count(times => times > 1));
    }

    [Fact(DisplayName = "Choked in the middle of a batch: what was asked for still comes and counts; nothing new is asked for until it is unchoked, and nothing twice")]
    public void Choked_in_the_middle()
    {
        var source = Source(21);
        StartDownload();
        var session = Unchoke(source, 21);
        var fetcher = source.LastSender;
        var get = Next(source);
        var (came, later) = (get.Ranges[..50], get.Ranges[50..]);
        Answer(source, get with { Ranges = came });
        AwaitAssert(() => Assert.Equal(came.Length, _store.Held().Count));

        fetcher.Tell(new PeerProtocol.Choked(_torrent.Id, Id(21), session), source.Ref);
        Answer(source, get with { Ranges = later });
        AwaitAssert(() => Assert.InRange(_store.Held().Count, get.Ranges.Length, int.MaxValue));
        fetcher.Tell(new PeerProtocol.Unchoked(_torrent.Id, Id(21), session), source.Ref);

        Assert.Empty(FinishFrom(source).Banned);
        Assert.All(_asked.Values, times => Assert.Equal(1, times));
    }

    [Fact(DisplayName = "S2.105: one corrupt chunk among many: it alone is not kept, and its source is banned with the evidence")]
    public void Corrupt_among_good()
    {
        var (liar, honest) = (Source(21), Source(22));
        Sys.EventStream.Subscribe(TestActor, typeof(PeerEvents.SourceBanned));
        StartDownload();
        Unchoke(liar, 21);
        var get = Next(liar);
        var bad = get.Ranges[20];
        // All in one go, so that they are verified as a group.
        foreach (var range in get.Ranges)
        {
            var bytes = SmallFile("small", range.Chunk, range.Length);
            if (range == bad)
                bytes[^1] ^= 1;
            liar.LastSender.Tell(SliceData.Of(_torrent.Id, range.Chunk, 0, range.Attempt, bytes), liar.Ref);
        }

        var banned = ExpectMsg<PeerEvents.SourceBanned>();
        var evidence = Assert.Single(banned.Evidence);
        Assert.Equal((bad.Chunk, bad.Attempt, FetchFailure.Corrupt), (evidence.Chunk.Value, evidence.Attempt.Value, evidence.Kind));
        Assert.False(_store.Held()[bad.Chunk]);

        SourceIsFound(honest, 22);
        Unchoke(honest, 22);
        Assert.Equal(Id(21), Assert.Single(FinishFrom(honest).Banned).Key);
    }

    [Fact(DisplayName = "A store that fails while a batch is kept pauses the download; nobody is blamed, and all of the batch arrives in the end")]
    public async Task Disk_trouble()
    {
        var store = new TroubledStore(_store) { Fails = true };
        var source = Source(21);
        Sys.EventStream.Subscribe(TestActor, typeof(PeerEvents.DownloadProgress));
        StartDownload(store);
        Unchoke(source, 21);
        Answer(source, Next(source));
        FishForMessage(m => m is PeerEvents.DownloadProgress { Phase: PeerEvents.DownloadPhase.Paused });
        Sys.EventStream.Unsubscribe(TestActor, typeof(PeerEvents.DownloadProgress));
        store.Fails = false;

        var finished = FinishFrom(source, step: Defaults.Download.StorageRetry);

        Assert.Empty(finished.Banned);
        Assert.Equal(ContentOfSmall(_torrent), await Content(_store));
    }

    [Fact(DisplayName = "In endgame an idle source races for many small chunks at a time; those that lose are cancelled one by one")]
    public void Endgame()
    {
        var (slow, quick) = (Source(21), Source(22));
        StartDownload();
        Unchoke(slow, 21);
        // The slow one is asked for all that fits its window, and has all others assigned.
        var asked = Next(slow);
        SourceIsFound(quick, 22);
        Unchoke(quick, 22);

        var races = Next(quick);
        Assert.True(races.Ranges.Length > 100, $"it races for {races.Ranges.Length} chunks");
        Assert.Contains(races.Ranges, r => r.Chunk == asked.Ranges[0].Chunk);
        Answer(quick, races);
        var cancelled = (CancelChunk)slow.FishForMessage(m => m is CancelChunk);
        Assert.Contains(races.Ranges, r => r.Chunk == cancelled.Chunk);
        Assert.Empty(FinishFrom(quick).Banned);
    }

    [Fact(DisplayName = "Two leechers of small files are told of each other's chunks in batches")]
    public void News_in_batches()
    {
        var source = Source(21);
        var peer = StartDownload();
        var other = CreateTestProbe("other");
        // Whatever of the download is there already, it is served in part.
        AwaitAssert(() =>
        {
            peer.Tell(new PeerProtocol.Interested(_torrent.Id, Peer(23), 1), other.Ref);
            other.FishForMessage(m => m is PeerProtocol.Unchoked, TimeSpan.FromSeconds(1));
        });
        Unchoke(source, 21);
        FinishFrom(source);

        var told = new HashSet<int>();
        var messages = 0;
        for (var beat = 0; told.Count < Count; beat++)
        {
            // Far less of virtual time than its interest lasts.
            Assert.True(beat < 500, $"{told.Count} of {Count} chunks were told");
            Advance(Defaults.Seed.HaveInterval);
            while (other.ReceiveOne(TimeSpan.FromMilliseconds(20)) is { } message)
            {
                if (message is not PeerProtocol.Have have)
                    continue;
                messages++;
                told.UnionWith(have.Chunks);
            }
        }

        Assert.InRange(messages, 1, 16);
    }

    private GetSlices Next(TestProbe source)
    {
        var get = (GetSlices)source.FishForMessage(m => m is GetSlices);
        Assert.InRange(get.Ranges.Length, 1, WireLimits.MaxRangesInRequest);
        foreach (var range in get.Ranges)
            _asked[range.Chunk] = _asked.GetValueOrDefault(range.Chunk) + 1;
        return get;
    }

    private void Answer(TestProbe source, GetSlices get)
    {
        foreach (var range in get.Ranges)
        {
            source.LastSender.Tell(
                SliceData.Of(_torrent.Id, range.Chunk, range.Offset, range.Attempt, SmallFile("small", range.Chunk, range.Length)), source.Ref);
        }
    }

    /// <summary>
    /// Answers whatever it is asked until the download says that it has ended: what a store holds may be asked for again. Time passes when nothing
    /// happens, for pauses: not faster than the machine is, or silence is a failure.
    /// </summary>
    private PeerEvents.DownloadFinished FinishFrom(TestProbe source, TimeSpan? step = null)
    {
        var looks = 0;
        PeerEvents.DownloadFinished? finished = null;
        AwaitAssert(
            () =>
            {
                if (looks++ % 40 == 0)
                    Advance(step ?? TimeSpan.FromMilliseconds(200));
                while (source.HasMessages)
                {
                    if (source.ReceiveOne() is not GetSlices get)
                        continue;
                    looks = 1;
                    foreach (var range in get.Ranges)
                        _asked[range.Chunk] = _asked.GetValueOrDefault(range.Chunk) + 1;
                    Answer(source, get);
                }

                while (finished is null && HasMessages)
                    finished = ReceiveOne() as PeerEvents.DownloadFinished;
                Assert.True(finished is not null, $"{_store.Held()} chunks are held");
            },
            TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(5));
        return finished!;
    }

    private TestProbe Source(int number)
    {
        var probe = CreateTestProbe($"source{number}");
        probe.IgnoreMessages(m => m is PeerProtocol.GetPeers or PeerProtocol.Ping);
        PeerIs(number, probe.Ref);
        return probe;
    }

    private IActorRef StartDownload(IChunkStore? store = null, Func<SliceWindowLimits, SliceWindowLimits>? window = null)
    {
        Sys.EventStream.Subscribe(TestActor, typeof(PeerEvents.DownloadFinished));
        var download = Defaults.Download with { Window = (window ?? (w => w))(Defaults.Download.Window) };
        var peer = StartPeer(31, Defaults with { Trackers = [], Download = download });
        peer.Tell(Download(_torrent, store ?? _store), ActorRefs.NoSender);
        SourceIsFound(null, 21);
        return peer;
    }

    private void SourceIsFound(TestProbe? source, int number)
    {
        if (source is not null)
            PeerIs(number, source.Ref);
        var downloads = Sys.ActorSelection("/user/peer31/downloads/*");
        AwaitAssert(() => downloads.ResolveOne(TimeSpan.FromSeconds(1)).GetAwaiter().GetResult());
        downloads.Tell(new SwarmDuty.SourcesFound(_torrent.Id, [Peer(number)]));
    }

    private long Unchoke(TestProbe source, int number)
    {
        var session = source.ExpectMsg<PeerProtocol.Interested>().Session;
        var fetcher = source.LastSender;
        fetcher.Tell(new PeerProtocol.HaveAll(_torrent.Id, Id(number), session), source.Ref);
        fetcher.Tell(new PeerProtocol.Unchoked(_torrent.Id, Id(number), session), source.Ref);
        return session;
    }

    /// <summary>A disk that is full while it <see cref="Fails"/>, after the first chunk of a batch.</summary>
    private sealed class TroubledStore(IChunkStore inner) : IChunkStore
    {
        public volatile bool Fails;

        public ChunkGrid Grid => inner.Grid;

        public bool IsComplete => inner.IsComplete;

        public Bitfield Held() => inner.Held();

        public ValueTask ReadAsync(Core.Identity.ChunkIndex chunk, int offset, Memory<byte> into, CancellationToken ct) =>
            inner.ReadAsync(chunk, offset, into, ct);

        public ValueTask KeepAsync(Core.Identity.ChunkIndex chunk, IReadOnlyList<ReadOnlyMemory<byte>> parts, CancellationToken ct) =>
            inner.KeepAsync(chunk, parts, ct);

        public async ValueTask KeepAsync(IReadOnlyList<VerifiedChunk> chunks, CancellationToken ct)
        {
            await inner.KeepAsync(chunks[0].Chunk, chunks[0].Parts, ct);
            if (Fails)
                throw new StorageFullException("disk", 1);
            await inner.KeepAsync(chunks, ct);
        }

        public ValueTask FlushAsync(CancellationToken ct) => inner.FlushAsync(ct);

        public ValueTask<string> PublishAsync(CancellationToken ct) => inner.PublishAsync(ct);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
