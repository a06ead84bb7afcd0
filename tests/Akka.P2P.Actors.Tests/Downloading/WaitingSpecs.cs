namespace Akka.P2P.Actors.Tests.Downloading;

using Akka.Actor;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Protocol;
using Akka.TestKit;
using Xunit.Abstractions;

/// <summary>No more downloads run at a time than may, and those that wait have a place.</summary>
public sealed class WaitingSpecs : SwarmSpec
{
    private readonly Metainfo[] _torrents = [.. Enumerable.Range(0, 5).Select(i => Torrent($"waiting-{i}.bin", 50_000))];
    private readonly IActorRef _peer;
    private readonly TestProbe _events;
    private int _opened;

    public WaitingSpecs(ITestOutputHelper output)
        : base(output, virtualTime: true) =>
        (_peer, _events) = (StartPeer(11, Defaults with { Trackers = [], MaxActiveDownloads = 2 }), CreateTestProbe());

    [Fact(DisplayName = "Further downloads wait with their place, the more urgent first, and one that is paused, cancelled or fails makes room")]
    public void Places()
    {
        Assert.Equal("0 0 1 2", string.Join(' ', Start(0), Start(1), Start(2), Start(3)));
        Assert.Equal(1, Start(4, DownloadPriority.High));
        Assert.Equal("0:run 1:run 4:1 2:2 3:3", Standing());

        _peer.Tell(new PeerCommands.PauseDownload(_torrents[0].Id), TestActor);
        ExpectMsg<PeerCommands.DownloadPaused>();
        Assert.Equal("1:run 4:run 2:1 3:2", Standing());

        Assert.Equal(1, Prioritize(3, DownloadPriority.High));
        Assert.Equal(0, Prioritize(1, DownloadPriority.Low));
        Assert.Equal("1:run 4:run 3:1 2:2", Standing());
        _peer.Tell(new PeerCommands.CancelDownload(_torrents[4].Id), TestActor);
        ExpectMsg<PeerCommands.DownloadCancelled>();
        Assert.Equal("1:run 3:run 2:1", Standing());
    }

    [Fact(DisplayName = "One that waits can be paused and cancelled at once, is not opened before its turn, and comes again behind the others")]
    public void Ends_while_it_waits()
    {
        Start(0);
        Start(1);
        Start(2);
        Start(3);
        Sys.EventStream.Subscribe(TestActor, typeof(PeerEvents.DownloadPaused));
        Sys.EventStream.Subscribe(TestActor, typeof(PeerEvents.DownloadFailed));

        _peer.Tell(new PeerCommands.PauseDownload(_torrents[2].Id), TestActor);
        ExpectMsg<PeerEvents.DownloadPaused>();
        ExpectMsg<PeerCommands.DownloadPaused>();
        Assert.Equal("0:run 1:run 3:1", Standing());
        Assert.Equal(2, Start(2));
        _peer.Tell(new PeerCommands.CancelDownload(_torrents[3].Id), TestActor);
        Assert.Equal(ReturnCode.Cancelled, ExpectMsg<PeerEvents.DownloadFailed>().Code);
        ExpectMsg<PeerCommands.DownloadCancelled>();
        Assert.Equal("0:run 1:run 2:1", Standing());
        Assert.Equal(2, _opened);
        _peer.Tell(Order(2), TestActor);
        Assert.True(ExpectMsg<PeerCommands.DownloadStarted>() is { Joined: true, Place: 1 });
        _peer.Tell(new PeerCommands.PrioritizeDownload(_torrents[4].Id, DownloadPriority.Low), TestActor);
        Assert.Equal(ReturnCode.NotFound, ExpectMsg<PeerCommands.CommandRefused>().Code);
    }

    [Fact(DisplayName = "A download that has all it wants makes room for the next, and each change of a place is an event")]
    public void Finished_makes_room()
    {
        Sys.EventStream.Subscribe(_events.Ref, typeof(PeerEvents.DownloadProgress));
        Start(0);
        Start(1);
        Start(2);
        Start(3);
        Assert.Equal("It waits for its turn: 2 of 2.", Place(3, 2).Detail);

        _peer.Tell(new PeerCommands.CancelDownload(_torrents[0].Id), TestActor);

        Place(3, 1);
        _events.FishForMessage(m => m is PeerEvents.DownloadProgress p && p.Torrent == _torrents[2].Id && p.Phase >= PeerEvents.DownloadPhase.Opening);
        var whole = Whole(_torrents[4]);
        _peer.Tell(Download(_torrents[4], whole), TestActor);
        Place(4, 2);
        _peer.Tell(new PeerCommands.CancelDownload(_torrents[1].Id), TestActor);
        _peer.Tell(new PeerCommands.CancelDownload(_torrents[2].Id), TestActor);
        _events.FishForMessage(m => m is PeerEvents.DownloadProgress { Phase: PeerEvents.DownloadPhase.Finished } p && p.Torrent == _torrents[4].Id);
        AwaitAssert(() => Assert.Equal("3:run", Standing()));
    }

    [Fact(DisplayName = "Downloads that nobody has anything for let others begin after a while, and keep no place from those that come later")]
    public void Gives_way()
    {
        Sys.EventStream.Subscribe(_events.Ref, typeof(PeerEvents.DownloadProgress));
        Start(0);
        Start(1);
        Start(2);
        Start(3);
        Start(4);

        // They look at their plans from then on.
        BothAre(PeerEvents.DownloadPhase.Fetching);
        Advance(TimeSpan.FromSeconds(2));
        BothAre(PeerEvents.DownloadPhase.Stalled);
        Assert.Equal("0:run 1:run 2:1 3:2 4:3", Standing());

        Advance(Defaults.GiveWayAfter);

        AwaitAssert(() => Assert.Equal("0:run 1:run 2:run 3:run 4:1", Standing()));

        void BothAre(PeerEvents.DownloadPhase phase)
        {
            HashSet<TorrentId> left = [_torrents[0].Id, _torrents[1].Id];
            while (left.Count > 0)
                left.Remove(((PeerEvents.DownloadProgress)_events.FishForMessage(m => m is PeerEvents.DownloadProgress p && p.Phase == phase)).Torrent);
        }
    }

    private PeerCommands.StartDownload Order(int torrent, DownloadPriority priority = DownloadPriority.Normal) =>
        new(_torrents[torrent].Id, _torrents[torrent], (_, _) =>
        {
            Interlocked.Increment(ref _opened);
            return Task.FromResult<IChunkStore>(new MemoryChunkStore(_torrents[torrent].Grid));
        }, [])
        {
            Options = new DownloadOptions { Priority = priority },
        };

    private int Start(int torrent, DownloadPriority priority = DownloadPriority.Normal)
    {
        _peer.Tell(Order(torrent, priority), TestActor);
        return ((PeerCommands.DownloadStarted)FishForMessage(m => m is PeerCommands.DownloadStarted)).Place;
    }

    private int Prioritize(int torrent, DownloadPriority priority)
    {
        _peer.Tell(new PeerCommands.PrioritizeDownload(_torrents[torrent].Id, priority), TestActor);
        return ExpectMsg<PeerCommands.DownloadPrioritized>().Place;
    }

    private PeerEvents.DownloadProgress Place(int torrent, int place) => (PeerEvents.DownloadProgress)_events.FishForMessage(
        m => m is PeerEvents.DownloadProgress p && p.Torrent == _torrents[torrent].Id && p.Place == place);

    private string Standing()
    {
        _peer.Tell(new PeerCommands.GetStatus(), TestActor);
        var status = (PeerCommands.PeerStatus)FishForMessage(m => m is PeerCommands.PeerStatus);
        return string.Join(' ', status.Downloads.OrderBy(d => d.Place ?? 0).ThenBy(d => Number(d.Torrent)).Select(d => $"{Number(d.Torrent)}:{d.Place?.ToString() ?? "run"}"));
    }

    private int Number(TorrentId torrent) => Array.FindIndex(_torrents, t => t.Id == torrent);
}
