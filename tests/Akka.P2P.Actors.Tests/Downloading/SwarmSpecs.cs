namespace Akka.P2P.Actors.Tests.Downloading;

using System.Collections.Immutable;
using Akka.Actor;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Protocol;
using Akka.P2P.Testing;
using Xunit.Abstractions;

/// <summary>Whole swarms: real actors on all sides, in real time, without a network.</summary>
public sealed class SwarmSpecs(ITestOutputHelper output) : SwarmSpec(output)
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    [Fact(DisplayName = "S2.21-S2.24, S2.62, S2.63: share, list, fetch by id alone, verify, and seed on")]
    public async Task One_seeder_one_leecher()
    {
        var torrent = Torrent("one.bin", 1_000_003);
        StartTracker();
        var (seeder, leecher) = (StartPeer(11), StartPeer(12));
        Sys.EventStream.Subscribe(TestActor, typeof(PeerEvents.TorrentPublished));
        Sys.EventStream.Subscribe(TestActor, typeof(PeerEvents.DownloadFinished));
        await Share(seeder, torrent);
        var store = new MemoryChunkStore(torrent.Grid);

        leecher.Tell(Download(torrent, store, knowsMetainfo: false));

        ExpectMsg<PeerCommands.DownloadStarted>(Long);
        var finished = ExpectMsg<PeerEvents.DownloadFinished>(Long);
        Assert.Equal(torrent.TotalLength, finished.Sources.Single(s => s.Peer == Id(11)).Bytes);
        Assert.Equal(Fixtures.Bytes("one.bin", 1_000_003), await Content(store));
        await AwaitAssertAsync(async () =>
        {
            var list = await leecher.Ask<PeerCommands.TorrentList>(new PeerCommands.ListTorrents(""));
            Assert.Equal(2, Assert.Single(list.Torrents).Seeders);
        });
    }

    [Theory(DisplayName = "S2.108: files of any size arrive whole: none, one byte, one block, one chunk, one chunk and a byte")]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16 * 1024)]
    [InlineData(256 * 1024)]
    [InlineData((256 * 1024) + 1)]
    public async Task Sizes(int size)
    {
        var torrent = Torrent("sizes.bin", size, 256 * 1024);
        StartTracker();
        var (seeder, leecher) = (StartPeer(11), StartPeer(12));
        Sys.EventStream.Subscribe(TestActor, typeof(PeerEvents.TorrentPublished));
        Sys.EventStream.Subscribe(TestActor, typeof(PeerEvents.DownloadFinished));
        await Share(seeder, torrent);
        var store = new MemoryChunkStore(torrent.Grid);
        leecher.Tell(Download(torrent, store, knowsMetainfo: false));
        ExpectMsg<PeerCommands.DownloadStarted>(Long);
        ExpectMsg<PeerEvents.DownloadFinished>(Long);
        Assert.Equal(Fixtures.Bytes("sizes.bin", size), await Content(store));
    }

    [Fact(DisplayName = "S2.4, S2.64, S2.76: two leechers give each other what they have while they still download")]
    public async Task Two_leechers_exchange()
    {
        const int Size = 24 * 1024 * 1024;
        var torrent = Torrent("two.bin", Size, 64 * 1024);
        StartTracker();
        var (seeder, first, second) = (StartPeer(11), StartPeer(12), StartPeer(13));
        Sys.EventStream.Subscribe(TestActor, typeof(PeerEvents.TorrentPublished));
        Sys.EventStream.Subscribe(TestActor, typeof(PeerEvents.DownloadFinished));
        await Share(seeder, torrent);
        var stores = new[] { new MemoryChunkStore(torrent.Grid), new MemoryChunkStore(torrent.Grid) };
        first.Tell(Download(torrent, stores[0]), ActorRefs.NoSender);
        second.Tell(Download(torrent, stores[1]), ActorRefs.NoSender);

        var finished = new[] { ExpectMsg<PeerEvents.DownloadFinished>(Long), ExpectMsg<PeerEvents.DownloadFinished>(Long) };

        var fromLeechers = finished.SelectMany(f => f.Sources).Where(s => s.Peer != Id(11)).Sum(s => s.Bytes);
        Output!.WriteLine($"{fromLeechers} of {2 * Size} bytes came from leechers");
        Assert.True(fromLeechers > 0.2 * 2 * Size);
        foreach (var store in stores)
            Assert.Equal(Fixtures.Bytes("two.bin", Size), await Content(store));
    }

    [Fact(DisplayName = "S2.66: several torrents are fetched at once, each into its own store")]
    public async Task Concurrent_downloads()
    {
        StartTracker();
        var (seeder, leecher) = (StartPeer(11), StartPeer(12));
        Sys.EventStream.Subscribe(TestActor, typeof(PeerEvents.TorrentPublished));
        Sys.EventStream.Subscribe(TestActor, typeof(PeerEvents.DownloadFinished));
        var torrents = Enumerable.Range(0, 5).Select(i => Torrent($"many{i}.bin", 300_000 + i)).ToArray();
        foreach (var torrent in torrents)
            await Share(seeder, torrent);
        var stores = torrents.Select(t => new MemoryChunkStore(t.Grid)).ToArray();
        for (var i = 0; i < torrents.Length; i++)
            leecher.Tell(Download(torrents[i], stores[i]), ActorRefs.NoSender);
        for (var i = 0; i < torrents.Length; i++)
            ExpectMsg<PeerEvents.DownloadFinished>(Long);
        for (var i = 0; i < torrents.Length; i++)
            Assert.Equal(Fixtures.Bytes($"many{i}.bin", 300_000 + i), await Content(stores[i]));
    }

    [Fact(DisplayName = "A torrent that no tracker knows is refused as TORRENT_DOES_NOT_EXIST")]
    public void Unknown_torrent()
    {
        StartTracker();
        var leecher = StartPeer(12);
        Sys.EventStream.Subscribe(TestActor, typeof(PeerEvents.DownloadFailed));
        var torrent = Torrent("nowhere.bin", 10);
        leecher.Tell(Download(torrent, new MemoryChunkStore(torrent.Grid), knowsMetainfo: false), ActorRefs.NoSender);
        Assert.Equal(ReturnCode.TorrentDoesNotExist, ExpectMsg<PeerEvents.DownloadFailed>(Long).Code);
    }

    [Fact(DisplayName = "With every tracker down a peer that is named by its address is enough")]
    public async Task Without_tracker()
    {
        var torrent = Torrent("direct.bin", 500_000);
        var (seeder, leecher) = (StartPeer(11, Defaults with { Trackers = [] }), StartPeer(12, Defaults with { Trackers = [] }));
        Assert.IsType<PeerCommands.TorrentShared>(await seeder.Ask<object>(new PeerCommands.ShareTorrent(torrent, Whole(torrent)), Long));
        Sys.EventStream.Subscribe(TestActor, typeof(PeerEvents.DownloadFinished));
        var store = new MemoryChunkStore(torrent.Grid);
        leecher.Tell(Download(torrent, store, knowsMetainfo: false, Peer(11).Address), ActorRefs.NoSender);
        ExpectMsg<PeerEvents.DownloadFinished>(Long);
        Assert.Equal(Fixtures.Bytes("direct.bin", 500_000), await Content(store));
    }

    private async Task Share(IActorRef seeder, Core.Metainfo.Metainfo torrent)
    {
        Assert.IsType<PeerCommands.TorrentShared>(await seeder.Ask<object>(new PeerCommands.ShareTorrent(torrent, Whole(torrent)), Long));
        Assert.Equal(torrent.Id, ExpectMsg<PeerEvents.TorrentPublished>(Long).Torrent);
    }
}
