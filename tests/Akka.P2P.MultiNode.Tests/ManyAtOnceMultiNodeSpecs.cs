namespace Akka.P2P.MultiNode.Tests;

using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Identity;
using Akka.P2P.Node;
using Akka.P2P.Node.Hosting;
using Akka.P2P.Storage.Hashing;
using Akka.P2P.Testing;
using Xunit.Abstractions;

/// <summary>One node that seeds and fetches many torrents at once.</summary>
public sealed class ManyAtOnceMultiNodeSpecs(ITestOutputHelper output) : P2PSpec(output)
{
    private const int Each = 20;

    [Fact(DisplayName = "S2.66 S2.12 S2.2: forty torrents of different sizes go both ways between three nodes at once, each into a file of its own, all identical")]
    public async Task Forty_both_ways()
    {
        await using var nodes = new SwarmNodes();
        var tracker = (await nodes.TrackerAsync()).Self.Address;
        var (one, two, three) = (await nodes.PeerAsync("one", tracker), await nodes.PeerAsync("two", tracker), await nodes.PeerAsync("three", tracker));
        var ofOne = await ShareAsync(nodes, one, 0);
        var ofTwo = await ShareAsync(nodes, two, Each);

        await Task.WhenAll(FetchAsync(one, ofTwo), FetchAsync(two, ofOne), FetchAsync(three, [.. ofOne, .. ofTwo]));

        foreach (var (node, torrents) in new[] { ("one", ofTwo), ("two", ofOne), ("three", ofOne.Concat(ofTwo).ToList()) })
        {
            var folder = nodes.Folder.Folder(node);
            foreach (var (name, size, _) in torrents)
                Assert.Null(Fixtures.FirstDifference(Path.Combine(folder, name), name, size));
            Assert.Equal(torrents.Select(t => t.Name).Order(StringComparer.Ordinal), Directory.EnumerateFiles(folder, "*.bin*").Select(Path.GetFileName).Order(StringComparer.Ordinal));
        }
    }

    [Fact(DisplayName = "The same torrent twice joins the running download; into another folder it is refused with a sentence that names both; once it is there it is shared, not fetched")]
    public async Task Same_twice()
    {
        await using var nodes = new SwarmNodes();
        var tracker = (await nodes.TrackerAsync()).Self.Address;
        var seeder = await nodes.PeerAsync("seeder", tracker);
        var leecher = await nodes.PeerAsync("leecher", tracker, "akka.p2p.download.window-min=64KiB", "akka.p2p.download.window-max=64KiB");
        var path = Fixtures.WriteFile(nodes.Folder["twice.bin"], "twice", 24 << 20);
        var hashed = await new TorrentHasher(2).HashAsync(path, null, CancellationToken.None);
        await seeder.ShareAsync(hashed);
        var (here, there) = (leecher.Target(leecher.Settings.DownloadFolder), leecher.Target(nodes.Folder.Folder("elsewhere")));
        var id = hashed.Metainfo.Id;

        var both = await Task.WhenAll(leecher.DownloadAsync(id, hashed.Metainfo, here, []), leecher.DownloadAsync(id, null, here, []));
        var refused = await Assert.ThrowsAsync<CommandException>(() => leecher.DownloadAsync(id, hashed.Metainfo, there, []));

        Assert.Equal([false, true], both.Select(started => started.Joined).Order());
        Assert.Contains(here.Folder, refused.Message, StringComparison.Ordinal);
        Assert.Contains(there.Folder, refused.Message, StringComparison.Ordinal);
        await UntilAllAsync(leecher, [id]);
        Assert.Null(Fixtures.FirstDifference(Path.Combine(here.Folder, "twice.bin"), "twice", 24 << 20));
        Assert.DoesNotContain("twice", string.Join(' ', Directory.EnumerateFiles(there.Folder)), StringComparison.Ordinal);
        Assert.Contains("shared", (await Assert.ThrowsAsync<CommandException>(() => leecher.DownloadAsync(id, null, here, []))).Message, StringComparison.Ordinal);
    }

    private static async Task<List<(string Name, long Size, TorrentId Id)>> ShareAsync(SwarmNodes nodes, NodeHost node, int first)
    {
        List<(string Name, long Size, TorrentId Id)> shared = [];
        for (var i = first; i < first + Each; i++)
        {
            // From nothing to a few chunks, most of them with a short last one.
            var (name, size) = ($"t{i}.bin", (long)i * i * 1777);
            var hashed = await new TorrentHasher(1).HashAsync(Fixtures.WriteFile(nodes.Folder[name], name, size), null, CancellationToken.None);
            await node.ShareAsync(hashed);
            shared.Add((name, size, hashed.Metainfo.Id));
        }

        return shared;
    }

    private static async Task FetchAsync(NodeHost node, List<(string Name, long Size, TorrentId Id)> torrents)
    {
        var target = node.Target(node.Settings.DownloadFolder);
        // The last of them may not be listed yet: who asks too early is told so, and asks again.
        while ((await node.ListAsync("")).Select(t => t.Torrent).Intersect(torrents.Select(t => t.Id)).Count() < torrents.Count)
            await Task.Delay(50);
        await Task.WhenAll(torrents.Select(torrent => node.DownloadAsync(torrent.Id, null, target, [])));
        await UntilAllAsync(node, [.. torrents.Select(t => t.Id)]);
    }

    private static async Task UntilAllAsync(NodeHost node, HashSet<TorrentId> missing)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await foreach (var happened in node.EventsAsync(limit.Token))
        {
            Assert.False(happened is PeerEvents.DownloadFailed, $"{happened}");
            if (happened is PeerEvents.DownloadFinished finished && missing.Remove(finished.Torrent) && missing.Count == 0)
                return;
        }
    }
}
