namespace Akka.P2P.Node.Tests.Operating;

using System.Collections;
using Akka.P2P.Actors.Operating;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Node.Hosting;
using Akka.P2P.Testing;

/// <summary>Some files of a torrent, and downloads that wait, by order of an operator and over a restart. A real node, without anybody else.</summary>
public sealed class ChoiceTests : IDisposable
{
    private const int Chunk = 16 * 1024;
    private readonly TempFolder _folder = new();
    private readonly Metainfo _metainfo = MetainfoBuilder.Folder(
        "set", Chunk, [HashedFile.FromContent(["a.txt"], Content(100), Chunk), HashedFile.FromContent(["b", "c.bin"], Content(3 * Chunk), Chunk)]);

    private string Downloads => _folder["downloads"];

    public void Dispose() => _folder.Dispose();

    [Fact(DisplayName = "A part is shared as one, in the next process as well, is found right by a recheck, and the rest can be fetched beside it")]
    public async Task Part_goes_on()
    {
        var torrent = Write(_metainfo);
        _folder.Write("downloads/set/a.txt", Content(100));
        var id = _metainfo.Id.ToString();
        await using (var host = await StartAsync())
        {
            await host.Torrents.FetchAsync(torrent, null, Only("a*"));
            await UntilAsync(host, e => e is PeerEvents.DownloadFinished);
            Assert.Equal((TorrentState.Sharing, 100L, _metainfo.TotalLength), await RowAsync(host));
            var found = await host.Torrents.RecheckAsync(id, CancellationToken.None);
            Assert.Equal((RecheckOutcome.Shared, 0), (found.Outcome, found.BadCount));
        }

        await using (var host = await StartAsync())
        {
            Assert.Equal((1, 0), await host.TakeUpAsync());
            var seed = Assert.Single((await host.AskPeerAsync<PeerCommands.PeerStatus>(new PeerCommands.GetStatus())).Seeds);
            Assert.False(seed.IsComplete);
            var wrong = await Assert.ThrowsAsync<CommandException>(() => host.Torrents.FetchAsync(torrent, null, Only("none")));
            Assert.Equal(ExitCode.WrongUsage, wrong.Code);
            Assert.Equal(TorrentState.Sharing, (await RowAsync(host)).State);

            await host.Torrents.FetchAsync(torrent, null);
            await UntilAsync(host, e => e is PeerEvents.DownloadProgress { BytesHeld: 100 });
            Assert.Equal(_metainfo.TotalLength, (await RowAsync(host)).Total);
            var other = await Assert.ThrowsAsync<CommandException>(() => host.Torrents.FetchAsync(torrent, null, Only("b/")));
            Assert.Contains("another choice", other.Message, StringComparison.Ordinal);
            await host.Torrents.PauseAsync(id);
            _folder.Write("downloads/set/b/c.bin", Content(3 * Chunk));
            await host.Torrents.ResumeAsync(id);
            await UntilAsync(host, e => e is PeerEvents.DownloadFinished);
        }

        await using (var host = await StartAsync())
        {
            Assert.Equal((1, 0), await host.TakeUpAsync());
            Assert.Equal((TorrentState.Sharing, _metainfo.TotalLength, _metainfo.TotalLength), await RowAsync(host));
        }

        Assert.Equal(["set"], Directory.EnumerateFileSystemEntries(Downloads).Select(Path.GetFileName));
    }

    [Fact(DisplayName = "Who shares the whole from elsewhere shares it instead of the part that he had")]
    public async Task Whole_from_elsewhere()
    {
        // Of the length that we make of a folder so small.
        const int SharedChunk = 256 * 1024;
        _folder.Write("mine/set/a.txt", Content(100));
        _folder.Write("mine/set/b/c.bin", Content(3 * Chunk));
        var metainfo = MetainfoBuilder.Folder(
            "set", SharedChunk, [HashedFile.FromContent(["a.txt"], Content(100), SharedChunk), HashedFile.FromContent(["b", "c.bin"], Content(3 * Chunk), SharedChunk)]);
        _folder.Write("downloads/set/a.txt", Content(100));
        await using var host = await StartAsync();
        await host.Torrents.FetchAsync(Write(metainfo), null, Only("a*"));
        await UntilAsync(host, e => e is PeerEvents.DownloadFinished);

        var shared = await host.Torrents.ShareAsync(_folder["mine/set"], CancellationToken.None);

        Assert.Equal((metainfo.Id, true), (shared.Torrent, shared.IsNew));
        var row = Assert.Single((await host.Torrents.ListAsync(askTrackers: false)).Rows);
        Assert.Equal((_folder["mine/set"], metainfo.TotalLength), (row.Path, row.BytesHeld));
        Assert.True(Assert.Single((await host.AskPeerAsync<PeerCommands.PeerStatus>(new PeerCommands.GetStatus())).Seeds).IsComplete);
    }

    [Fact(DisplayName = "Downloads that wait have their place and priority in the list, and in the next process as well")]
    public async Task Waiting()
    {
        string[] files = [.. Enumerable.Range(0, 4).Select(i => Write(MetainfoBuilder.File(HashedFile.FromContent([$"w{i}.bin"], Content(1000 + i), Chunk), Chunk)))];
        await using (var host = await StartAsync("akka.p2p.peer.max-active-downloads=1"))
        {
            Assert.Equal(0, (await host.Torrents.FetchAsync(files[0], null)).Place);
            Assert.Equal(1, (await host.Torrents.FetchAsync(files[1], null)).Place);
            Assert.Equal(2, (await host.Torrents.FetchAsync(files[2], null)).Place);
            Assert.Equal(1, (await host.Torrents.FetchAsync(files[3], null, new DownloadOptions { Priority = DownloadPriority.High })).Place);
            Assert.Equal("w0 run, w3 1, w1 2, w2 3", await PlacesAsync(host));
            var last = (await host.Torrents.ListAsync(false)).Rows.Single(r => r.Name == "w2.bin").Torrent.ToString();
            Assert.Equal(1, (await host.Torrents.PrioritizeAsync(last, DownloadPriority.High)).Place);
        }

        await using (var host = await StartAsync("akka.p2p.peer.max-active-downloads=1"))
        {
            Assert.Equal((0, 4), await host.TakeUpAsync());
            // The first one begins again because it came first, not because it ran.
            Assert.Equal("w0 run, w2 1, w3 2, w1 3", await PlacesAsync(host));
            var paused = (await host.Torrents.ListAsync(false)).Rows.Single(r => r.Name == "w0.bin").Torrent.ToString();
            await host.Torrents.PauseAsync(paused);
            Assert.Equal("w2 run, w3 1, w1 2", await PlacesAsync(host));
        }
    }

    private static DownloadOptions Only(string glob) => new() { Only = [PathGlob.Parse(glob)] };

    private static async Task<string> PlacesAsync(NodeHost host) => string.Join(", ", (await host.Torrents.ListAsync(false)).Rows
        .Where(r => r.State != TorrentState.Paused).OrderBy(r => r.Place ?? 0)
        .Select(r => $"{r.Name[..2]} {(r.State == TorrentState.Queued ? $"{r.Place}" : "run")}"));

    private async Task<(TorrentState State, long Held, long Total)> RowAsync(NodeHost host)
    {
        var row = (await host.Torrents.ListAsync(askTrackers: false)).Rows.Single(r => r.Torrent == _metainfo.Id);
        return (row.State, row.BytesHeld, row.BytesTotal);
    }

    private static async Task UntilAsync(NodeHost host, Func<IPeerEvent, bool> awaited)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await foreach (var told in host.EventsAsync(limit.Token))
        {
            if (awaited(told))
                return;
        }
    }

    private static byte[] Content(int length)
    {
        var content = new byte[length];
        new Random(length).NextBytes(content);
        return content;
    }

    private string Write(Metainfo metainfo) => _folder.Write($"{metainfo.Name}.torrent", MetainfoWriter.Write(metainfo));

    private Task<NodeHost> StartAsync(params string[] more) => NodeHost.StartAsync(HoconLayers.BuildLayers(
        null,
        [
            "akka.p2p.node.roles=[peer]", $"akka.p2p.node.data-dir={_folder["data"]}", $"akka.p2p.node.download-dir={Downloads}", "akka.p2p.peer.trackers=[]",
            "akka.remote.dot-netty.tcp.hostname=127.0.0.1", "akka.remote.dot-netty.tcp.port=0", "akka.loglevel=ERROR", .. more,
        ],
        "",
        new Hashtable()));
}
