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

    [Fact(DisplayName = "S2.8-S2.10, S2.21-S2.24, S2.62, S2.63: share, list, fetch by id alone, verify, and seed on")]
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

    [Theory(DisplayName = "Files of any size arrive whole: none, one byte, one block, one chunk, one chunk and a byte")]
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

    [Fact(DisplayName = "S2.2, S2.4, S2.64, S2.76: two leechers give each other what they have while they still download")]
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

    [Fact(DisplayName = "Seed fault: sharing a second file serves its bytes as the first. S2.66: five torrents of one seeder are fetched at once, each into its own store")]
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

    [Fact(DisplayName = "S2.12, S2.19: two peers that each seed a torrent download the other's meanwhile")]
    public async Task Seeds_and_downloads_at_once()
    {
        StartTracker();
        var peers = new[] { StartPeer(11), StartPeer(12) };
        Sys.EventStream.Subscribe(TestActor, typeof(PeerEvents.TorrentPublished));
        Sys.EventStream.Subscribe(TestActor, typeof(PeerEvents.DownloadFinished));
        var torrents = new[] { Torrent("mine.bin", 400_000), Torrent("yours.bin", 500_000) };
        for (var i = 0; i < 2; i++)
            await Share(peers[i], torrents[i]);
        var stores = torrents.Select(t => new MemoryChunkStore(t.Grid)).ToArray();
        for (var i = 0; i < 2; i++)
            peers[i].Tell(Download(torrents[1 - i], stores[1 - i]), ActorRefs.NoSender);
        for (var i = 0; i < 2; i++)
            ExpectMsg<PeerEvents.DownloadFinished>(Long);

        Assert.Equal(Fixtures.Bytes("mine.bin", 400_000), await Content(stores[0]));
        Assert.Equal(Fixtures.Bytes("yours.bin", 500_000), await Content(stores[1]));
    }

    [Fact(DisplayName = "Seed fault: no gain from a second seeder. Two seeders read for one leecher at the same moment, and each gives two fifths or more")]
    public async Task Two_seeders_work_at_once()
    {
        // More than one source is ever asked for at a time.
        const int Size = 24 * 1024 * 1024;
        var torrent = Torrent("gain.bin", Size, 64 * 1024);
        StartTracker();
        // Two fifths of all reads of each wait for a read of the other: one seeder after the other would never end.
        var (first, second) = PairedStore.Of(Whole(torrent), Whole(torrent), torrent.Grid.Count * 2 / 5);
        var leecher = StartPeer(13);
        Sys.EventStream.Subscribe(TestActor, typeof(PeerEvents.TorrentPublished));
        Sys.EventStream.Subscribe(TestActor, typeof(PeerEvents.DownloadFinished));
        foreach (var (number, store) in new[] { (11, first), (12, second) })
        {
            Assert.IsType<PeerCommands.TorrentShared>(await StartPeer(number).Ask<object>(new PeerCommands.ShareTorrent(torrent, store), Long));
            ExpectMsg<PeerEvents.TorrentPublished>(Long);
        }

        var target = new MemoryChunkStore(torrent.Grid);
        leecher.Tell(Download(torrent, target), ActorRefs.NoSender);

        var finished = ExpectMsg<PeerEvents.DownloadFinished>(Long);
        Assert.All(finished.Sources, source => Assert.True(source.Bytes >= Size * 0.39, $"{source.Peer} gave {source.Bytes} of {Size}"));
        Assert.Equal(2, finished.Sources.Length);
        Assert.Equal(Fixtures.Bytes("gain.bin", Size), await Content(target));
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

    [Fact(DisplayName = "S2.3: with every tracker down a peer that is named by its address is enough")]
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
