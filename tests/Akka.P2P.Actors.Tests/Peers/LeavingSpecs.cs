namespace Akka.P2P.Actors.Tests.Peers;

using Akka.Actor;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Protocol;
using Xunit.Abstractions;

/// <summary>What a peer does with its stores before it goes.</summary>
public sealed class LeavingSpecs(ITestOutputHelper output) : SwarmSpec(output)
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);
    private readonly Metainfo _whole = Torrent("whole.bin", 100_000);
    private readonly Metainfo _part = Torrent("part.bin", 100_000);

    [Fact(DisplayName = "A peer that leaves has closed the stores that it serves and those that it downloads to when it says so")]
    public async Task Closes_its_stores()
    {
        var peer = StartPeer(11, Defaults with { Trackers = [] });
        var shared = new ClosableStore(Whole(_whole), Task.CompletedTask);
        var fetched = new ClosableStore(new MemoryChunkStore(_part.Grid), Task.CompletedTask);
        await peer.Ask<PeerCommands.TorrentShared>(new PeerCommands.ShareTorrent(_whole, shared), Long);
        Sys.EventStream.Subscribe(TestActor, typeof(PeerEvents.DownloadProgress));
        await peer.Ask<PeerCommands.DownloadStarted>(Download(_part, fetched), Long);
        FishForMessage<PeerEvents.DownloadProgress>(p => p.Phase == PeerEvents.DownloadPhase.Fetching, Long);

        await peer.Ask<PeerCommands.Left>(new PeerCommands.Leave(), Long);

        Assert.True(shared.IsClosed);
        Assert.True(fetched.IsClosed);
    }

    [Fact(DisplayName = "A store that is still being opened when the peer leaves is waited for and closed")]
    public async Task Closes_what_opens_late()
    {
        var peer = StartPeer(11, Defaults with { Trackers = [] });
        var store = new ClosableStore(new MemoryChunkStore(_part.Grid), Task.CompletedTask);
        var (begun, gate) = (NewSource(), NewSource());
        var download = Download(_part, store) with
        {
            OpenStore = async (_, _) =>
            {
                begun.SetResult();
                await gate.Task;
                return store;
            },
        };
        await peer.Ask<PeerCommands.DownloadStarted>(download, Long);
        await begun.Task.WaitAsync(Long);
        var left = peer.Ask<PeerCommands.Left>(new PeerCommands.Leave(), Long);
        gate.SetResult();

        await left;

        Assert.True(store.IsClosed);
    }

    [Fact(DisplayName = "A torrent that is shared while its download opens the target: the download ends, its store is closed, and the share goes on")]
    public async Task Shared_meanwhile()
    {
        var peer = StartPeer(11, Defaults with { Trackers = [] });
        var store = new ClosableStore(new MemoryChunkStore(_part.Grid), Task.CompletedTask);
        var (begun, gate) = (NewSource(), NewSource());
        var download = Download(_part, store) with
        {
            OpenStore = async (_, _) =>
            {
                begun.SetResult();
                await gate.Task;
                return store;
            },
        };
        Sys.EventStream.Subscribe(TestActor, typeof(PeerEvents.DownloadFailed));
        await peer.Ask<PeerCommands.DownloadStarted>(download, Long);
        await begun.Task.WaitAsync(Long);
        await peer.Ask<PeerCommands.TorrentShared>(new PeerCommands.ShareTorrent(_part, Whole(_part)), Long);
        gate.SetResult();

        Assert.Equal(ReturnCode.AlreadySeeding, ExpectMsg<PeerEvents.DownloadFailed>(Long).Code);

        await store.Closing.WaitAsync(Long);
        Assert.True(Assert.Single((await peer.Ask<PeerCommands.PeerStatus>(new PeerCommands.GetStatus(), Long)).Seeds).IsComplete);
    }

    [Fact(DisplayName = "A peer that leaves while opened stores are on their way from downloads to whoever serves them closes every one")]
    public async Task Leaves_while_stores_are_handed_over()
    {
        // At whatever point of the way each round catches it: opened, handed over, or served.
        for (var round = 0; round < 20; round++)
        {
            var peer = StartPeer(11 + round, Defaults with { Trackers = [] });
            var store = new ClosableStore(new MemoryChunkStore(_part.Grid), Task.CompletedTask);
            var gate = NewSource();
            var download = Download(_part, store) with
            {
                OpenStore = async (_, _) =>
                {
                    await gate.Task;
                    return store;
                },
            };
            await peer.Ask<PeerCommands.DownloadStarted>(download, Long);
            gate.SetResult();

            await peer.Ask<PeerCommands.Left>(new PeerCommands.Leave(), Long);

            // One that was never opened has nothing to close; then nobody got it.
            Assert.True(store.IsClosed, $"round {round}: the store was left open");
        }
    }

    [Fact(DisplayName = "A store that does not close holds a leaving peer up no longer than close-timeout, and nothing new is taken meanwhile")]
    public async Task Is_bounded()
    {
        var peer = StartPeer(11, Defaults with { Trackers = [], CloseTimeout = TimeSpan.FromMilliseconds(200) });
        var gate = NewSource();
        var stuck = new ClosableStore(Whole(_whole), gate.Task);
        await peer.Ask<PeerCommands.TorrentShared>(new PeerCommands.ShareTorrent(_whole, stuck), Long);

        var left = peer.Ask<PeerCommands.Left>(new PeerCommands.Leave(), Long);
        await stuck.Closing.WaitAsync(Long);
        var share = await peer.Ask<object>(new PeerCommands.ShareTorrent(_part, Whole(_part)), Long);
        var fetch = await peer.Ask<object>(Download(_part, new MemoryChunkStore(_part.Grid)), Long);
        await left;

        Assert.All([share, fetch], answer => Assert.Equal(ReturnCode.Forbidden, Assert.IsType<PeerCommands.CommandRefused>(answer).Code));
        Assert.False(stuck.IsClosed);
        gate.SetResult();
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
