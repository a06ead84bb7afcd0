namespace Akka.P2P.Actors.Tests.Downloading;

using Akka.Actor;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Actors.Seeding;
using Akka.P2P.Actors.Tests.Peers;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Protocol;
using Xunit.Abstractions;

/// <summary>Downloads that are paused and cancelled, and torrents that are no longer shared: the answer comes when the files are free.</summary>
public sealed class EndingSpecs(ITestOutputHelper output) : SwarmSpec(output)
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);
    private readonly Metainfo _torrent = Torrent("ending.bin", 100_000);

    public static TheoryData<bool> Both => [true, false];

    [Theory(DisplayName = "Pausing and cancelling a download are answered once its store is closed, and not before; each is an event of its own")]
    [MemberData(nameof(Both))]
    public async Task Answers_when_closed(bool pause)
    {
        var peer = StartPeer(11, Defaults with { Trackers = [] });
        var mayClose = NewSource();
        var store = new ClosableStore(new MemoryChunkStore(_torrent.Grid), mayClose.Task);
        await BeginAsync(peer, Download(_torrent, store));
        Sys.EventStream.Subscribe(TestActor, typeof(PeerEvents.DownloadPaused));
        Sys.EventStream.Subscribe(TestActor, typeof(PeerEvents.DownloadFailed));

        var answer = peer.Ask<object>(End(pause), Long);
        await store.Closing.WaitAsync(Long);
        // Answered in turn: by now an answer that did not wait would be there.
        await peer.Ask<PeerCommands.PeerStatus>(new PeerCommands.GetStatus(), Long);
        Assert.False(answer.IsCompleted, "it was answered before the store was closed");
        mayClose.SetResult();

        if (pause)
        {
            Assert.Equal(_torrent.Id, Assert.IsType<PeerCommands.DownloadPaused>(await answer).Torrent);
            Assert.Equal(_torrent.Id, ExpectMsg<PeerEvents.DownloadPaused>(Long).Torrent);
        }
        else
        {
            Assert.Equal(_torrent.Id, Assert.IsType<PeerCommands.DownloadCancelled>(await answer).Torrent);
            Assert.Equal(ReturnCode.Cancelled, ExpectMsg<PeerEvents.DownloadFailed>(Long).Code);
        }

        Assert.True(store.IsClosed);
    }

    [Fact(DisplayName = "A download that fails while its store is being opened closes it once it is open")]
    public async Task Fails_while_it_opens()
    {
        var peer = StartPeer(11, Defaults with { Trackers = [] });
        var (opening, mayOpen) = (NewSource(), NewSource());
        var store = new ClosableStore(new MemoryChunkStore(_torrent.Grid), Task.CompletedTask);
        var order = Download(_torrent, store) with
        {
            OpenStore = async (_, _) =>
            {
                opening.SetResult();
                await mayOpen.Task;
                return store;
            },
        };
        Sys.EventStream.Subscribe(TestActor, typeof(PeerEvents.DownloadFailed));
        await peer.Ask<PeerCommands.DownloadStarted>(order, Long);
        await opening.Task.WaitAsync(Long);

        Sys.ActorSelection("/user/peer11/downloads/*").Tell(new SeedersGuardian.PartRefused(_torrent.Id));

        Assert.Equal(ReturnCode.AlreadySeeding, ExpectMsg<PeerEvents.DownloadFailed>(Long).Code);
        mayOpen.SetResult();
        await store.Closing.WaitAsync(Long);
    }

    [Theory(DisplayName = "A download that is ended while its store is being opened is answered when that store was opened and closed")]
    [MemberData(nameof(Both))]
    public async Task Opens_late(bool pause)
    {
        var peer = StartPeer(11, Defaults with { Trackers = [] });
        var (opening, mayOpen) = (NewSource(), NewSource());
        var store = new ClosableStore(new MemoryChunkStore(_torrent.Grid), Task.CompletedTask);
        var order = Download(_torrent, store) with
        {
            OpenStore = async (_, _) =>
            {
                opening.SetResult();
                await mayOpen.Task;
                return store;
            },
        };
        await peer.Ask<PeerCommands.DownloadStarted>(order, Long);
        await opening.Task.WaitAsync(Long);

        var answer = peer.Ask<object>(End(pause), Long);
        await peer.Ask<PeerCommands.PeerStatus>(new PeerCommands.GetStatus(), Long);
        Assert.False(answer.IsCompleted);
        mayOpen.SetResult();
        await answer;

        Assert.True(store.IsClosed);
    }

    [Fact(DisplayName = "A paused download that is started again has what it held; an order that comes while it is being stopped waits for that")]
    public async Task Goes_on()
    {
        var peer = StartPeer(11, Defaults with { Trackers = [] });
        var held = new MemoryChunkStore(_torrent.Grid);
        await held.KeepAsync(_torrent.Grid.At(2), [new byte[16 * 1024]], CancellationToken.None);
        var mayClose = NewSource();
        var first = new ClosableStore(held, mayClose.Task);
        await BeginAsync(peer, Download(_torrent, first));
        var paused = peer.Ask<PeerCommands.DownloadPaused>(new PeerCommands.PauseDownload(_torrent.Id), Long);
        await first.Closing.WaitAsync(Long);
        var second = Download(_torrent, held);
        var wasOpen = true;
        var started = peer.Ask<PeerCommands.DownloadStarted>(
            second with
            {
                OpenStore = (_, _) =>
                {
                    wasOpen = !first.IsClosed;
                    return Task.FromResult<IChunkStore>(held);
                },
            }, Long);
        mayClose.SetResult();

        await paused;
        Assert.False((await started).Joined);
        var details = await AwaitDetailsAsync(peer);

        Assert.False(wasOpen, "the target was opened again before it was closed");
        Assert.Equal(1, details.ChunksHeld);
        Assert.Equal("0-1 3-6", string.Join(' ', details.Missing));
        Assert.Equal(7, details.Chunks);
    }

    [Fact(DisplayName = "What is not fetched can't be paused or cancelled, and what is being stopped can't be stopped twice")]
    public async Task Refusals()
    {
        var peer = StartPeer(11, Defaults with { Trackers = [] });
        foreach (var pause in (bool[])[true, false])
            Assert.Equal(ReturnCode.NotFound, Assert.IsType<PeerCommands.CommandRefused>(await peer.Ask<object>(End(pause), Long)).Code);
        var mayClose = NewSource();
        var store = new ClosableStore(new MemoryChunkStore(_torrent.Grid), mayClose.Task);
        await BeginAsync(peer, Download(_torrent, store));
        var first = peer.Ask<object>(End(pause: true), Long);

        var second = await peer.Ask<object>(End(pause: false), Long);
        mayClose.SetResult();

        Assert.Equal(ReturnCode.Overloaded, Assert.IsType<PeerCommands.CommandRefused>(second).Code);
        Assert.IsType<PeerCommands.DownloadPaused>(await first);
    }

    [Fact(DisplayName = "A store that does not close in time is said, and the torrent may be fetched again all the same")]
    public async Task Late_store()
    {
        var peer = StartPeer(11, Defaults with { Trackers = [], CloseTimeout = TimeSpan.FromMilliseconds(200) });
        var mayClose = NewSource();
        await BeginAsync(peer, Download(_torrent, new ClosableStore(new MemoryChunkStore(_torrent.Grid), mayClose.Task)));

        var answer = await peer.Ask<object>(End(pause: true), Long);

        Assert.Equal(ReturnCode.StorageFailed, Assert.IsType<PeerCommands.CommandRefused>(answer).Code);
        Assert.False((await peer.Ask<PeerCommands.DownloadStarted>(Download(_torrent, new MemoryChunkStore(_torrent.Grid)), Long)).Joined);
        mayClose.SetResult();
    }

    [Fact(DisplayName = "Stopping to share is answered once the files are closed")]
    public async Task Seeding_stops()
    {
        var peer = StartPeer(11, Defaults with { Trackers = [] });
        var mayClose = NewSource();
        var store = new ClosableStore(Whole(_torrent), mayClose.Task);
        await peer.Ask<PeerCommands.TorrentShared>(new PeerCommands.ShareTorrent(_torrent, store), Long);

        var stopped = peer.Ask<PeerCommands.SeedingStopped>(new PeerCommands.StopSeeding(_torrent.Id), Long);
        await store.Closing.WaitAsync(Long);
        await peer.Ask<PeerCommands.PeerStatus>(new PeerCommands.GetStatus(), Long);
        Assert.False(stopped.IsCompleted);
        mayClose.SetResult();

        await stopped;
        Assert.True(store.IsClosed);
    }

    [Fact(DisplayName = "A torrent is shown as what it is here: fetched, served, or neither")]
    public async Task Shown()
    {
        var peer = StartPeer(11, Defaults with { Trackers = [] });
        var served = Torrent("served.bin", 50_000);
        await peer.Ask<PeerCommands.TorrentShared>(new PeerCommands.ShareTorrent(served, Whole(served)), Long);
        await BeginAsync(peer, Download(_torrent, new MemoryChunkStore(_torrent.Grid)));

        var fetching = await peer.Ask<PeerCommands.TorrentStatus>(new PeerCommands.ShowTorrent(_torrent.Id), Long);
        var seeding = await peer.Ask<PeerCommands.TorrentStatus>(new PeerCommands.ShowTorrent(served.Id), Long);
        var unknown = await peer.Ask<object>(new PeerCommands.ShowTorrent(Torrent("other", 1).Id), Long);

        Assert.Equal(7, fetching.Download!.Chunks);
        Assert.Equal(16 * 1024, fetching.Download.ChunkLength);
        Assert.Equal("0-6", string.Join(' ', fetching.Download.Missing));
        Assert.False(fetching.Seed!.IsComplete);
        Assert.Null(seeding.Download);
        Assert.Equal(50_000, seeding.Seed!.BytesTotal);
        Assert.Equal(ReturnCode.NotFound, Assert.IsType<PeerCommands.CommandRefused>(unknown).Code);
    }

    private object End(bool pause) => pause ? new PeerCommands.PauseDownload(_torrent.Id) : new PeerCommands.CancelDownload(_torrent.Id);

    /// <summary>Returns when the store is the peer's.</summary>
    private async Task BeginAsync(IActorRef peer, PeerCommands.StartDownload order)
    {
        await peer.Ask<PeerCommands.DownloadStarted>(order, Long);
        await AwaitDetailsAsync(peer);
    }

    private async Task<PeerCommands.DownloadDetails> AwaitDetailsAsync(IActorRef peer)
    {
        PeerCommands.DownloadDetails? details = null;
        await AwaitAssertAsync(
            async () =>
            {
                details = (await peer.Ask<PeerCommands.TorrentStatus>(new PeerCommands.ShowTorrent(_torrent.Id), Long)).Download;
                Assert.InRange(details!.Progress.Phase, PeerEvents.DownloadPhase.Fetching, PeerEvents.DownloadPhase.Stalled);
            }, Long);
        return details!;
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
