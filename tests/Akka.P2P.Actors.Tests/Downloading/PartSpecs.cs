namespace Akka.P2P.Actors.Tests.Downloading;

using Akka.Actor;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Protocol;
using Akka.P2P.Testing;
using Xunit.Abstractions;

/// <summary>A download of which only some chunks are wanted, because its store says so.</summary>
public sealed class PartSpecs(ITestOutputHelper output) : SwarmSpec(output)
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);
    private readonly Metainfo _torrent = Torrent("part.bin", 10 * 16 * 1024);

    [Fact(DisplayName = "Only what is chosen is fetched and counted; who has it is listed as one who lacks something, serves it, and can stop to")]
    public async Task Part()
    {
        StartTracker();
        var (seeder, first, second) = (StartPeer(11), StartPeer(12), StartPeer(13));
        Sys.EventStream.Subscribe(TestActor, typeof(PeerEvents.TorrentPublished));
        Sys.EventStream.Subscribe(TestActor, typeof(PeerEvents.DownloadFinished));
        await seeder.Ask<PeerCommands.TorrentShared>(new PeerCommands.ShareTorrent(_torrent, Whole(_torrent)), Long);
        ExpectMsg<PeerEvents.TorrentPublished>(Long);

        var some = new ChoosingStore(_torrent.Grid, 2, 3, 7);
        await first.Ask<PeerCommands.DownloadStarted>(Download(_torrent, some, knowsMetainfo: false), Long);
        var finished = ExpectMsg<PeerEvents.DownloadFinished>(Long);

        Assert.Equal((3 * 16 * 1024, 0), (finished.Bytes, finished.BytesFound));
        Assert.Equal([2, 3, 7], some.Held().EnumerateSet());
        await AwaitAssertAsync(async () =>
        {
            var listed = Assert.Single((await first.Ask<PeerCommands.TorrentList>(new PeerCommands.ListTorrents(""), Long)).Torrents);
            Assert.Equal((1, 1), (listed.Seeders, listed.Leechers));
        });

        await seeder.Ask<PeerCommands.SeedingStopped>(new PeerCommands.StopSeeding(_torrent.Id), Long);
        await second.Ask<PeerCommands.DownloadStarted>(Download(_torrent, new ChoosingStore(_torrent.Grid, 3, 7), knowsMetainfo: false), Long);
        Assert.Equal(2 * 16 * 1024, ExpectMsg<PeerEvents.DownloadFinished>(Long).Sources.Single(s => s.Peer == Id(12)).Bytes);
        await first.Ask<PeerCommands.SeedingStopped>(new PeerCommands.StopSeeding(_torrent.Id), Long);
    }

    [Fact(DisplayName = "What was there already counts as found; a store that is opened for a part of a torrent can be shared as one, and not as a whole")]
    public async Task Found()
    {
        var peer = StartPeer(11, Defaults with { Trackers = [] });
        Sys.EventStream.Subscribe(TestActor, typeof(PeerEvents.DownloadFinished));
        var some = new ChoosingStore(_torrent.Grid, 4);
        await some.KeepAsync(_torrent.Grid.At(4), [Fixtures.Bytes("part.bin", 10 * 16 * 1024).AsMemory(4 * 16 * 1024, 16 * 1024)], CancellationToken.None);

        await peer.Ask<PeerCommands.DownloadStarted>(Download(_torrent, some), Long);

        var finished = ExpectMsg<PeerEvents.DownloadFinished>(Long);
        Assert.Equal((16 * 1024, 16 * 1024), (finished.Bytes, finished.BytesFound));
        await AwaitAssertAsync(async () => Assert.IsType<PeerCommands.SeedingStopped>(await peer.Ask<object>(new PeerCommands.StopSeeding(_torrent.Id), Long)));
        Assert.IsType<PeerCommands.CommandRefused>(await peer.Ask<object>(new PeerCommands.ShareTorrent(_torrent, some), Long));
        await peer.Ask<PeerCommands.TorrentShared>(new PeerCommands.ShareTorrent(_torrent, some) { IsPart = true }, Long);
        Assert.False(Assert.Single((await peer.Ask<PeerCommands.PeerStatus>(new PeerCommands.GetStatus(), Long)).Seeds).IsComplete);
    }

    [Fact(DisplayName = "The first chunks are asked for first when the order says so; a pattern that fits nothing ends it as a bad request")]
    public void Order()
    {
        var peer = StartPeer(11, Defaults with { Trackers = [] });
        var source = CreateTestProbe();
        PeerIs(21, source.Ref);
        var order = Download(_torrent, new MemoryChunkStore(_torrent.Grid), peers: Peer(21).Address) with { Options = new DownloadOptions { IsSequential = true } };
        peer.Tell(order, TestActor);
        source.Reply(new PeerProtocol.Pong(source.ExpectMsg<PeerProtocol.Ping>(Long).Nonce, Id(21)));
        var interested = (PeerProtocol.Interested)source.FishForMessage(m => m is PeerProtocol.Interested, Long);
        source.LastSender.Tell(new PeerProtocol.HaveAll(_torrent.Id, Id(21), interested.Session), source.Ref);
        source.LastSender.Tell(new PeerProtocol.Unchoked(_torrent.Id, Id(21), interested.Session), source.Ref);

        var get = (ChunkProtocol.GetSlices)source.FishForMessage(m => m is ChunkProtocol.GetSlices, Long);

        var asked = get.Ranges.Select(r => r.Chunk).ToArray();
        Assert.Equal(Enumerable.Range(0, asked.Length), asked);
        Sys.EventStream.Subscribe(TestActor, typeof(PeerEvents.DownloadFailed));
        var other = Torrent("other.bin", 1);
        peer.Tell(
            new PeerCommands.StartDownload(other.Id, other, (m, _) => throw new NothingChosenException("Nothing fits."), []), TestActor);
        var failed = (PeerEvents.DownloadFailed)FishForMessage(m => m is PeerEvents.DownloadFailed, Long);
        Assert.Equal((ReturnCode.BadRequest, "Nothing fits."), (failed.Code, failed.Reason));
    }

    /// <summary>A store in memory that wants some chunks only.</summary>
    private sealed class ChoosingStore : IChunkStore
    {
        private readonly MemoryChunkStore _inner;
        private readonly Bitfield _chosen;

        public ChoosingStore(ChunkGrid grid, params int[] chosen)
        {
            (_inner, _chosen) = (new MemoryChunkStore(grid), new Bitfield(grid.Count));
            foreach (var chunk in chosen)
                _chosen.Set(chunk);
        }

        public ChunkGrid Grid => _inner.Grid;

        public bool IsComplete => _inner.IsComplete;

        public Bitfield Held() => _inner.Held();

        public Bitfield Chosen() => _chosen.Clone();

        public ValueTask ReadAsync(ChunkIndex chunk, int offset, Memory<byte> into, CancellationToken ct) => _inner.ReadAsync(chunk, offset, into, ct);

        public ValueTask KeepAsync(ChunkIndex chunk, IReadOnlyList<ReadOnlyMemory<byte>> parts, CancellationToken ct) => _inner.KeepAsync(chunk, parts, ct);

        public ValueTask FlushAsync(CancellationToken ct) => _inner.FlushAsync(ct);

        public ValueTask<string> PublishAsync(CancellationToken ct) => ValueTask.FromResult("memory");

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
