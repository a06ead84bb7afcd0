namespace Akka.P2P.Actors.Tests.Downloading;

using Akka.Actor;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Protocol;
using Xunit.Abstractions;

/// <summary>How a download that knows an id alone comes to the metainfo.</summary>
public sealed class ResolvingSpecs(ITestOutputHelper output) : SwarmSpec(output)
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);
    private static readonly PeerAddress SilentTracker = new("10.0.0.2", 8888);
    private readonly Metainfo _torrent = Torrent("sought.bin", 100_000);

    [Fact(DisplayName = "Silent trackers and peers hold nobody up: all are asked at once, and the first good answer is taken")]
    public async Task All_at_once()
    {
        var seeder = StartPeer(19, Defaults with { Trackers = [] });
        await seeder.Ask<PeerCommands.TorrentShared>(new PeerCommands.ShareTorrent(_torrent, Whole(_torrent)), Long);
        Sys.EventStream.Subscribe(TestActor, typeof(PeerEvents.DownloadFinished));
        // Longer than the test waits: one silent node before the good one would fail it.
        var link = Defaults.Link with { Timeout = TimeSpan.FromMinutes(2) };
        var leecher = StartPeer(12, Defaults with { Trackers = [SilentTracker], Link = link });

        leecher.Tell(Fetch(Peer(13).Address, Peer(14).Address, Peer(19).Address), ActorRefs.NoSender);

        ExpectMsg<PeerEvents.DownloadFinished>(Long);
    }

    [Theory(DisplayName = "Long metainfo comes several pages at a time, whatever their length, and no more of them than may be on the way")]
    [InlineData(WireLimits.PageBytes)]
    [InlineData(10_000)]
    public void Several_pages_at_a_time(int pageBytes)
    {
        var many = SmallFiles("many", 6000, _ => 1);
        var pages = new MetainfoPages(many);
        Sys.EventStream.Subscribe(TestActor, typeof(PeerEvents.DownloadProgress));
        var node = CreateTestProbe("node");
        node.IgnoreMessages(m => m is not PeerProtocol.GetMetainfo);
        PeerIs(19, node.Ref);
        StartPeer(12, Defaults with { Trackers = [] }).Tell(
            Download(many, new MemoryChunkStore(many.Grid), knowsMetainfo: false, Peer(19).Address), ActorRefs.NoSender);

        // Who is silent is asked again: the same question counts once.
        var asked = new Dictionary<Guid, (int Offset, IActorRef By)>();
        var answered = 0;
        var most = 0;
        while (answered < pages.TotalLength)
        {
            var isFirst = answered == 0;
            var expected = isFirst ? 1 : int.Min(WireLimits.MaxPagesOnTheWay, (pages.TotalLength - answered + pageBytes - 1) / pageBytes);
            while (asked.Count < expected)
            {
                var get = node.ExpectMsg<PeerProtocol.GetMetainfo>(Long);
                asked.TryAdd(get.RequestId, (get.Offset, node.LastSender));
            }

            most = int.Max(most, asked.Count);
            var (request, (offset, by)) = asked.MinBy(a => a.Value.Offset);
            asked.Remove(request);
            Assert.Equal(answered, offset);
            Assert.True(pages.TryPage(offset, pageBytes, out var page));
            by.Tell(new MetainfoData(request, many.Id, page!.InfoLength, page.TotalLength, page.Offset, page.Bytes.ToArray()), node.Ref);
            answered += page.Bytes.Length;
        }

        Assert.Equal(WireLimits.MaxPagesOnTheWay, most);
        FishForMessage<PeerEvents.DownloadProgress>(p => p.Phase == PeerEvents.DownloadPhase.Fetching, Long);
    }

    [Fact(DisplayName = "When nobody answers the silent ones are named, in the order that they were given")]
    public void Silent_ones_are_named()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(PeerEvents.DownloadProgress));
        var link = Defaults.Link with { Timeout = TimeSpan.FromMilliseconds(200) };
        var leecher = StartPeer(12, Defaults with { Trackers = [SilentTracker, TrackerAddress], Link = link });

        leecher.Tell(Fetch(Peer(14).Address, Peer(13).Address), ActorRefs.NoSender);

        FishForMessage<PeerEvents.DownloadProgress>(
            p => p.Detail == $"No answer from {SilentTracker}, {TrackerAddress}, {Peer(14).Address}, {Peer(13).Address}.", Long);
    }

    [Fact(DisplayName = "A torrent that one tracker denies while another is silent may still exist: it is looked for again")]
    public void Silence_is_no_denial()
    {
        StartTracker();
        Sys.EventStream.Subscribe(TestActor, typeof(PeerEvents.DownloadProgress));
        Sys.EventStream.Subscribe(TestActor, typeof(PeerEvents.DownloadFailed));
        var link = Defaults.Link with { Timeout = TimeSpan.FromMilliseconds(200) };
        var leecher = StartPeer(12, Defaults with { Trackers = [TrackerAddress, SilentTracker], Link = link });

        leecher.Tell(Fetch(), ActorRefs.NoSender);

        FishForMessage(m => m switch
        {
            PeerEvents.DownloadFailed failed => throw new InvalidOperationException($"It was given up: {failed.Reason}"),
            PeerEvents.DownloadProgress progress => progress.Detail == $"No answer from {SilentTracker}.",
            _ => false,
        }, Long);
    }

    [Fact(DisplayName = "Of many peers eight are asked at a time, and each round asks others")]
    public async Task Rounds()
    {
        var named = Enumerable.Range(20, 9).ToArray();
        foreach (var number in named)
        {
            var peer = StartPeer(number, Defaults with { Trackers = [] });
            if (number == named[^1])
                await peer.Ask<PeerCommands.TorrentShared>(new PeerCommands.ShareTorrent(_torrent, Whole(_torrent)), Long);
        }

        Sys.EventStream.Subscribe(TestActor, typeof(PeerEvents.DownloadFinished));
        var link = Defaults.Link with { Backoff = new Backoff(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(20)) };
        var leecher = StartPeer(12, Defaults with { Trackers = [], Link = link });

        leecher.Tell(Fetch([.. named.Select(n => Peer(n).Address)]), ActorRefs.NoSender);

        ExpectMsg<PeerEvents.DownloadFinished>(Long);
    }

    private PeerCommands.StartDownload Fetch(params PeerAddress[] peers) =>
        Download(_torrent, new MemoryChunkStore(_torrent.Grid), knowsMetainfo: false, peers);
}
