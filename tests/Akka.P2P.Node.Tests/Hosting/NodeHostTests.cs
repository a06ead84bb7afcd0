namespace Akka.P2P.Node.Tests.Hosting;

using System.Collections;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Node.Hosting;
using Akka.P2P.Storage.Parts;
using static Akka.P2P.Actors.Peers.PeerEvents;

public sealed class NodeHostTests : IDisposable
{
    private const int ChunkLength = 16 * 1024;
    private readonly string _folder = Directory.CreateTempSubdirectory("host").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact(DisplayName = "A second node with the same data folder is refused, until the first has ended")]
    public async Task One_node_a_folder()
    {
        await using (await StartAsync())
        {
            var failure = await Assert.ThrowsAsync<CommandException>(StartAsync);
            Assert.Equal(ExitCode.Failed, failure.Code);
            Assert.Contains(_folder, failure.Message, StringComparison.Ordinal);
        }

        await using var next = await StartAsync();
    }

    [Fact(DisplayName = "What a download kept before a clean end is vouched for by its journal: the next one has it at once")]
    public async Task Clean_end_closes_the_store()
    {
        var content = new byte[8 * ChunkLength];
        new Random(1).NextBytes(content);
        var metainfo = MetainfoBuilder.File(HashedFile.FromContent(["kept.bin"], content, ChunkLength), ChunkLength);
        var store = await OpenAsync(metainfo);
        await using (var host = await StartAsync())
        {
            await host.DownloadAsync(metainfo.Id, metainfo, (_, _) => Task.FromResult<IChunkStore>(store), []);
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            await foreach (var told in host.EventsAsync(limit.Token))
            {
                if (told is DownloadProgress { Phase: DownloadPhase.Fetching or DownloadPhase.Stalled })
                    break;
            }

            await store.KeepAsync(metainfo.Grid.At(3), [content.AsMemory(3 * ChunkLength, ChunkLength)], CancellationToken.None);
        }

        // A store that was left open would still have the file to itself.
        await using var again = await OpenAsync(metainfo);
        Assert.True(again.Held()[metainfo.Grid.At(3)]);
    }
    private Task<NodeHost> StartAsync() => NodeHost.StartAsync(HoconLayers.Build(
        null,
        [
            "akka.p2p.node.roles=[peer]", $"akka.p2p.node.data-dir=\"{_folder.Replace('\\', '/')}\"", "akka.p2p.peer.trackers=[]",
            "akka.remote.dot-netty.tcp.hostname=127.0.0.1", "akka.remote.dot-netty.tcp.port=0",
        ],
        "", new Hashtable()));

    // Synced by no timer in this test's time: only closing does it.
    private Task<PartStore> OpenAsync(Metainfo metainfo) => PartStore.OpenAsync(
        metainfo, Path.Combine(_folder, "downloads"), PartStoreSettings.Default with { SyncInterval = TimeSpan.FromHours(1) }, TimeProvider.System, CancellationToken.None);
}
