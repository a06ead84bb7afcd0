namespace Akka.P2P.Node.Tests.Operating;

using System.Collections;
using Akka.P2P.Actors.Operating;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Node.Hosting;
using Akka.P2P.Storage;
using Akka.P2P.Storage.Hashing;
using Akka.P2P.Testing;

/// <summary>What operators do with torrents of a node, and what of it its next process knows. A real node, without anybody else.</summary>
public sealed class TorrentOperationsTests : IDisposable
{
    private const int Chunk = 16 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TempFolder _folder = new();

    private string Data => _folder["data"];

    private string Downloads => _folder["downloads"];

    public void Dispose() => _folder.Dispose();

    [Fact(DisplayName = "A share that was paused rests in the next process as well; resumed, it is shared by the one after that")]
    public async Task Paused_share_outlives_the_process()
    {
        var path = Write("a.bin", 3 * Chunk);
        TorrentId id;
        await using (var host = await StartAsync())
        {
            var shared = await host.Torrents.ShareAsync(path, CancellationToken.None);
            Assert.True(shared.IsNew);
            Assert.False((await host.Torrents.ShareAsync(path, CancellationToken.None)).IsNew);
            id = shared.Torrent;
            Assert.Equal(TorrentState.Sharing, await StateAsync(host, id));
            await host.Torrents.PauseAsync(id.ToString()[..6]);
            Assert.Equal(TorrentState.Paused, await StateAsync(host, id));
            Assert.Empty(await SeedsAsync(host));
        }

        await using (var host = await StartAsync())
        {
            Assert.Equal((0, 0), await host.TakeUpAsync());
            Assert.Equal(TorrentState.Paused, await StateAsync(host, id));
            Assert.True((await host.Torrents.ResumeAsync(id.ToString())).IsComplete);
            Assert.Equal(id, Assert.Single(await SeedsAsync(host)).Torrent);
        }

        await using (var host = await StartAsync())
        {
            Assert.Equal((1, 0), await host.TakeUpAsync());
            Assert.Equal(id, Assert.Single(await SeedsAsync(host)).Torrent);
        }
    }

    [Fact(DisplayName = "A download that was paused rests in the next process; cancelled with its data it leaves nothing, and nobody but an operator begins it again")]
    public async Task Paused_download_outlives_the_process()
    {
        var file = WriteTorrent("b.bin", Content(4 * Chunk), out var metainfo);
        await using (var host = await StartAsync())
        {
            var started = await host.Torrents.FetchAsync(file, null);
            Assert.Equal((Downloads, false), (started.Folder, started.Joined));
            await UntilPartAsync(host);
            await host.Torrents.PauseAsync(metainfo.Id.ToString());
        }

        await using (var host = await StartAsync())
        {
            Assert.Equal((0, 0), await host.TakeUpAsync());
            Assert.Equal(TorrentState.Paused, await StateAsync(host, metainfo.Id));
            var again = await Assert.ThrowsAsync<CommandException>(() => host.Torrents.FetchAsync(file, null));
            Assert.Contains("paused", again.Message, StringComparison.Ordinal);
            await host.Torrents.ResumeAsync(metainfo.Id.ToString());
            await UntilPartAsync(host);
            var cancelled = await host.Torrents.CancelAsync(metainfo.Id.ToString(), deleteData: true);
            Assert.True(cancelled.DataDeleted);
            Assert.Empty(Directory.EnumerateFiles(Downloads, "b.bin*"));
        }

        await using (var host = await StartAsync())
        {
            Assert.Equal((0, 0), await host.TakeUpAsync());
            Assert.True(host.Duties.IsRemoved(metainfo.Id));
            Assert.Null(host.Duties.Find(metainfo.Id));
            await host.Torrents.FetchAsync(file, null);
            Assert.False(host.Duties.IsRemoved(metainfo.Id));
        }
    }

    [Fact(DisplayName = "A download that is under way goes on in the next process, into its folder and with its metainfo")]
    public async Task Running_download_goes_on()
    {
        var content = Content(4 * Chunk);
        var file = WriteTorrent("c.bin", content, out var metainfo);
        await using (var host = await StartAsync())
        {
            await host.Torrents.FetchAsync(file, _folder["elsewhere"]);
            await UntilPartAsync(host);
        }

        File.Delete(file);
        await using (var host = await StartAsync())
        {
            Assert.Equal((0, 1), await host.TakeUpAsync());
            var row = Assert.Single((await host.Torrents.ListAsync(askTrackers: false)).Rows);
            Assert.Equal((metainfo.Id, "c.bin", _folder["elsewhere"]), (row.Torrent, row.Name, row.Path));
        }
    }

    [Fact(DisplayName = "A shared file that was damaged is shared no more after a recheck, is never written to, and is shared again once it is mended")]
    public async Task Others_files_are_never_mended()
    {
        // Of the length that we make of a file so small.
        const int SharedChunk = 256 * 1024;
        var path = Write("d.bin", 3 * SharedChunk);
        var good = await File.ReadAllBytesAsync(path);
        await using var host = await StartAsync();
        var id = (await host.Torrents.ShareAsync(path, CancellationToken.None)).Torrent.ToString();
        var whole = await host.Torrents.RecheckAsync(id, CancellationToken.None);
        Assert.Equal((RecheckOutcome.Shared, 3, 0), (whole.Outcome, whole.Good, whole.BadCount));
        byte[] bad = [.. good];
        bad[SharedChunk + 1] ^= 1;
        await File.WriteAllBytesAsync(path, bad);

        var found = await host.Torrents.RecheckAsync(id, CancellationToken.None);

        Assert.Equal((RecheckOutcome.Withdrawn, 2, "1"), (found.Outcome, found.Good, string.Join(' ', found.Bad)));
        Assert.Equal(bad, await File.ReadAllBytesAsync(path));
        Assert.Empty(await SeedsAsync(host));
        await Assert.ThrowsAsync<CommandException>(() => host.Torrents.ResumeAsync(id));
        await File.WriteAllBytesAsync(path, good);
        Assert.Equal(RecheckOutcome.Shared, (await host.Torrents.RecheckAsync(id, CancellationToken.None)).Outcome);
        Assert.Single(await SeedsAsync(host));
    }

    [Fact(DisplayName = "A torrent that this node fetched and that was damaged is fetched again by a recheck, and keeps what is right of it")]
    public async Task Own_files_are_mended()
    {
        var content = Content(5 * Chunk);
        var file = WriteTorrent("e.bin", content, out var metainfo);
        Directory.CreateDirectory(Downloads);
        await File.WriteAllBytesAsync(Path.Combine(Downloads, "e.bin"), content);
        await using var host = await StartAsync();
        await host.Torrents.FetchAsync(file, null);
        await UntilAsync(host, e => e is PeerEvents.DownloadFinished);
        Assert.Equal(TorrentState.Sharing, await StateAsync(host, metainfo.Id));
        content[(2 * Chunk) + 7] ^= 1;
        await File.WriteAllBytesAsync(Path.Combine(Downloads, "e.bin"), content);

        var found = await host.Torrents.RecheckAsync(metainfo.Id.ToString(), CancellationToken.None);

        Assert.Equal((RecheckOutcome.Fetching, 4, "2"), (found.Outcome, found.Good, string.Join(' ', found.Bad)));
        Assert.False(File.Exists(Path.Combine(Downloads, "e.bin")), "the damaged file still has the name of the whole one");
        await UntilAsync(host, e => e is PeerEvents.DownloadProgress { BytesHeld: > 0 });
        var row = Assert.Single((await host.Torrents.ListAsync(askTrackers: false)).Rows);
        Assert.Equal(4 * Chunk, row.BytesHeld);
        var view = await host.Torrents.ShowAsync(metainfo.Id.ToString());
        Assert.Equal("2", string.Join(' ', view.Status!.Download!.Missing));
    }

    [Fact(DisplayName = "What is asked of a torrent that is not as it should be is refused in a sentence, and changes nothing")]
    public async Task Refusals()
    {
        var path = Write("f.bin", Chunk);
        await using var host = await StartAsync();
        var id = (await host.Torrents.ShareAsync(path, CancellationToken.None)).Torrent.ToString();

        Assert.Equal(ExitCode.WrongUsage, await CodeAsync(() => host.Torrents.PauseAsync("xyz")));
        Assert.Equal(ExitCode.NoSuchTorrent, await CodeAsync(() => host.Torrents.PauseAsync(new string('0', 64))));
        Assert.Equal(ExitCode.Failed, await CodeAsync(() => host.Torrents.ResumeAsync(id)));
        Assert.Equal(ExitCode.Failed, await CodeAsync(() => host.Torrents.CancelAsync(id, deleteData: true)));
        Assert.Equal(ExitCode.WrongUsage, await CodeAsync(() => host.Torrents.ShareAsync(_folder["none"], CancellationToken.None)));
        Assert.Equal(ExitCode.NoSuchTorrent, await CodeAsync(() => host.Torrents.FetchAsync("00", null)));
        using (host.Duties.Take(TorrentId.Parse(id)))
            Assert.Equal(ExitCode.Failed, await CodeAsync(() => host.Torrents.PauseAsync(id)));
        Assert.Equal(TorrentState.Sharing, await StateAsync(host, TorrentId.Parse(id)));
        Assert.True(File.Exists(path));
    }

    [Fact(DisplayName = "A beginning that several ids have is answered with all of them")]
    public async Task Ambiguous()
    {
        await using var host = await StartAsync();
        Dictionary<char, List<string>> byDigit = [];
        // Of seventeen ids two begin with the same of sixteen digits.
        for (var i = 0; i < 17; i++)
        {
            var id = (await host.Torrents.ShareAsync(Write($"many-{i}.bin", 100 + i), CancellationToken.None)).Torrent.ToString();
            if (!byDigit.TryGetValue(id[0], out var same))
                byDigit.Add(id[0], same = []);
            same.Add(id);
        }

        var (digit, ids) = byDigit.First(d => d.Value.Count > 1);
        var failure = await Assert.ThrowsAsync<CommandException>(() => host.Torrents.PauseAsync(digit.ToString()));

        Assert.Equal(ids.Order(StringComparer.Ordinal), failure.Candidates.Select(c => c[..TorrentId.TextLength]));
    }

    [Fact(DisplayName = "A drained node takes no new work and serves nobody; what it did is taken up by its next process")]
    public async Task Drained()
    {
        var path = Write("g.bin", Chunk);
        await using (var host = await StartAsync())
        {
            await host.Torrents.ShareAsync(path, CancellationToken.None);
            var drained = await host.DrainAsync(TimeSpan.FromSeconds(5));
            Assert.Same(drained, await host.DrainAsync(TimeSpan.FromSeconds(5)));
            Assert.Equal(0, drained.Unfinished);
            Assert.Equal(ExitCode.Failed, await CodeAsync(() => host.Torrents.ShareAsync(path, CancellationToken.None)));
            Assert.Empty(await SeedsAsync(host));
        }

        await using var next = await StartAsync();
        Assert.Equal((1, 0), await next.TakeUpAsync());
    }

    [Theory(DisplayName = "A file of duties that can't be understood stops the node with its path, and is left as it is")]
    [InlineData("{")]
    [InlineData("{ \"version\": 2, \"torrents\": [] }")]
    [InlineData("{ \"version\": 1, \"torrents\": [ { \"id\": \"12\", \"state\": \"active\" } ] }")]
    [InlineData("{ \"version\": 1, \"torrents\": [], \"more\": 1 }")]
    [InlineData(
        "{ \"version\": 1, \"torrents\": [ { \"id\": \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\", \"state\": \"lost\", \"folder\": \"/tmp\" } ] }",
        "'lost' is none of active, paused, failed")]
    [InlineData(
        "{ \"version\": 1, \"torrents\": [ { \"id\": \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\", \"state\": \"active\", \"folder\": \"/tmp\", \"priority\": \"1\" } ] }",
        "'1' is none of")]
    public async Task Damaged_file(string content, string why = "")
    {
        Directory.CreateDirectory(Data);
        var path = Path.Combine(Data, "torrents.json");
        await File.WriteAllTextAsync(path, content);

        var failure = await Assert.ThrowsAsync<CommandException>(StartAsync);

        Assert.Equal(ExitCode.Failed, failure.Code);
        Assert.Contains(path, failure.Message, StringComparison.Ordinal);
        Assert.Contains(why, failure.Message, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(path));
    }

    private static async Task<ExitCode> CodeAsync(Func<Task> operation) => (await Assert.ThrowsAsync<CommandException>(operation)).Code;

    private static async Task<TorrentState> StateAsync(NodeHost host, TorrentId id) =>
        (await host.Torrents.ListAsync(askTrackers: false)).Rows.Single(r => r.Torrent == id).State;

    private static async Task<IReadOnlyList<PeerCommands.SeedStatus>> SeedsAsync(NodeHost host) =>
        (await host.AskPeerAsync<PeerCommands.PeerStatus>(new PeerCommands.GetStatus())).Seeds;

    /// <summary>The target is open: it waits for sources.</summary>
    private static Task UntilPartAsync(NodeHost host) =>
        UntilAsync(host, e => e is PeerEvents.DownloadProgress { Phase: PeerEvents.DownloadPhase.Fetching or PeerEvents.DownloadPhase.Stalled });

    private static async Task UntilAsync(NodeHost host, Func<IPeerEvent, bool> awaited)
    {
        using var limit = new CancellationTokenSource(Patience);
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

    private string Write(string name, int length)
    {
        var path = _folder[name];
        File.WriteAllBytes(path, Content(length));
        return path;
    }

    private string WriteTorrent(string name, byte[] content, out Metainfo metainfo)
    {
        metainfo = MetainfoBuilder.File(HashedFile.FromContent([name], content, Chunk), Chunk);
        var path = _folder[name + ".torrent"];
        File.WriteAllBytes(path, MetainfoWriter.Write(metainfo));
        return path;
    }

    private Task<NodeHost> StartAsync() => NodeHost.StartAsync(HoconLayers.BuildLayers(
        null,
        [
            "akka.p2p.node.roles=[peer]", $"akka.p2p.node.data-dir={Data}", $"akka.p2p.node.download-dir={Downloads}", "akka.p2p.peer.trackers=[]",
            "akka.remote.dot-netty.tcp.hostname=127.0.0.1", "akka.remote.dot-netty.tcp.port=0", "akka.loglevel=ERROR",
        ],
        "",
        new Hashtable()));
}
