namespace Akka.P2P.MultiNode.Tests;

using Akka.Actor;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Node.Hosting;
using Akka.P2P.Storage.Hashing;
using Akka.P2P.Testing;
using Akka.Remote;
using Xunit.Abstractions;

/// <summary>
/// A node that another one has quarantined: to that one its incarnation is dead for good, so it becomes another, inside the process.
/// </summary>
public sealed class QuarantineMultiNodeSpecs(ITestOutputHelper output) : P2PSpec(output)
{
    private const long Size = 48L << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Slow enough to be quarantined in the middle, and seen to be: one slice at a time, of one chunk.
    private static readonly string[] Slowly =
    [
        "akka.p2p.download.window-min=64KiB", "akka.p2p.download.window-max=64KiB", "akka.p2p.download.max-chunks-per-source=1",
        "akka.p2p.download.progress-interval=20ms",
    ];

    [Fact(DisplayName = "A seeder that its leecher quarantined rebuilds itself in the middle of the download, with the same id and port, and the download ends verified")]
    public async Task Seeder()
    {
        await using var nodes = new SwarmNodes();
        var tracker = await nodes.TrackerAsync();
        var (seeder, hashed) = await SeederAsync(nodes, tracker, "seeder");
        var leecher = await nodes.PeerAsync("leecher", tracker.Self.Address, Slowly);
        var (self, uid) = (seeder.Self, Uid(seeder));
        await leecher.DownloadAsync(hashed.Metainfo.Id, null, Targets.In(leecher.Settings.DownloadFolder), []);
        await UntilAsync(leecher, e => e is PeerEvents.DownloadProgress { BytesHeld: > 0 });

        Quarantine(leecher, seeder);
        var rebuilt = (NodeRebuilt)await UntilAsync(seeder, e => e is NodeRebuilt);

        Assert.Equal((leecher.Self.Address.ToString(), 1, 0), (rebuilt.QuarantinedBy, rebuilt.Shares, rebuilt.Downloads));
        Assert.NotEqual(uid, Uid(seeder));
        Assert.Equal(self, seeder.Self);
        Assert.Equal(self.Address.Port, ((ExtendedActorSystem)seeder.System).Provider.DefaultAddress.Port);
        var finished = (PeerEvents.DownloadFinished)await UntilAsync(leecher, e => e is PeerEvents.DownloadFinished or PeerEvents.DownloadFailed);
        Assert.Null(Fixtures.FirstDifference(finished.Path, "quarantine", Size));
        Assert.Empty(finished.Banned);
    }

    [Fact(DisplayName = "A leecher that its seeder quarantined rebuilds itself, goes on with the download where it was, and shares what it had fetched before")]
    public async Task Leecher()
    {
        await using var nodes = new SwarmNodes();
        var tracker = await nodes.TrackerAsync();
        var (seeder, hashed) = await SeederAsync(nodes, tracker, "seeder");
        var small = await ShareAsync(nodes, seeder, "small", 100_000);
        var leecher = await nodes.PeerAsync("leecher", tracker.Self.Address, Slowly);
        var target = Targets.In(leecher.Settings.DownloadFolder);
        await leecher.DownloadAsync(small.Metainfo.Id, null, target, []);
        await UntilAsync(leecher, e => e is PeerEvents.DownloadFinished);
        await leecher.DownloadAsync(hashed.Metainfo.Id, null, target, []);
        var before = (PeerEvents.DownloadProgress)await UntilAsync(leecher, e => e is PeerEvents.DownloadProgress { BytesHeld: > 4 << 20 });

        Quarantine(seeder, leecher);
        var rebuilt = (NodeRebuilt)await UntilAsync(leecher, e => e is NodeRebuilt);

        Assert.Equal((1, 1), (rebuilt.Shares, rebuilt.Downloads));
        var again = (PeerEvents.DownloadProgress)await UntilAsync(leecher, e => e is PeerEvents.DownloadProgress { Phase: PeerEvents.DownloadPhase.Fetching });
        Assert.True(again.BytesHeld >= before.BytesHeld, $"{again.BytesHeld} bytes are held after {before.BytesHeld}");
        var finished = (PeerEvents.DownloadFinished)await UntilAsync(leecher, e => e is PeerEvents.DownloadFinished or PeerEvents.DownloadFailed);
        Assert.Null(Fixtures.FirstDifference(finished.Path, "quarantine", Size));
        Assert.Equal("quarantine.bin", Path.GetFileName(finished.Path));
        await ListedAsync(leecher, 2, seeders: 2);
    }

    [Fact(DisplayName = "A tracker that a peer quarantined rebuilds itself with its catalogue, and knows who seeds as soon as they announce again")]
    public async Task Tracker()
    {
        await using var nodes = new SwarmNodes();
        var tracker = await nodes.TrackerAsync();
        var (first, _) = await SeederAsync(nodes, tracker, "first");
        var second = await nodes.PeerAsync("second", tracker.Self.Address);
        await ShareAsync(nodes, second, "small", 100_000);
        await ListedAsync(second, 2, seeders: 1);
        var run = Uid(tracker);

        Quarantine(first, tracker);
        await UntilAsync(tracker, e => e is NodeRebuilt);

        Assert.NotEqual(run, Uid(tracker));
        await ListedAsync(first, 2, seeders: 1);
        await ListedAsync(second, 2, seeders: 1);
    }

    [Fact(DisplayName = "A question that is being asked when the node is quarantined is asked again by its next incarnation")]
    public async Task Question()
    {
        await using var nodes = new SwarmNodes();
        var tracker = await nodes.TrackerAsync();
        var (seeder, hashed) = await SeederAsync(nodes, tracker, "seeder");
        Quarantine(tracker, seeder);

        // Before, while and after it is rebuilt: one of them at least falls into the gap.
        var rebuilt = UntilAsync(seeder, e => e is NodeRebuilt);
        do
        {
            Assert.Equal(hashed.Metainfo.Id, Assert.Single(await seeder.ListAsync("")).Torrent);
        }
        while (!rebuilt.IsCompleted);
        await rebuilt;
    }

    [Fact(DisplayName = "A swarm at work sends no system message over a link: nobody quarantines anybody when a node dies in the middle")]
    public async Task Nobody_is_quarantined()
    {
        await using var nodes = new SwarmNodes();
        var tracker = await nodes.TrackerAsync();
        var (seeder, hashed) = await SeederAsync(nodes, tracker, "seeder");
        var (other, _) = await SeederAsync(nodes, tracker, "other");
        var leecher = await nodes.PeerAsync("leecher", tracker.Self.Address, Slowly);
        var quarantines = CreateTestProbe();
        foreach (var node in new[] { tracker, seeder, other, leecher })
        {
            node.System.EventStream.Subscribe(quarantines.Ref, typeof(QuarantinedEvent));
            node.System.EventStream.Subscribe(quarantines.Ref, typeof(ThisActorSystemQuarantinedEvent));
        }

        await leecher.DownloadAsync(hashed.Metainfo.Id, null, Targets.In(leecher.Settings.DownloadFolder), []);
        await UntilAsync(leecher, e => e is PeerEvents.DownloadProgress p && p.Sources.Count(s => s.Bytes > 0) == 2);
        await other.System.Terminate();
        Assert.IsType<PeerEvents.DownloadFinished>(await UntilAsync(leecher, e => e is PeerEvents.DownloadFinished or PeerEvents.DownloadFailed));

        Assert.False(quarantines.HasMessages);
    }

    private static async Task<(NodeHost Seeder, HashedTorrent Hashed)> SeederAsync(SwarmNodes nodes, NodeHost tracker, string name)
    {
        var seeder = await nodes.PeerAsync(name, tracker.Self.Address);
        return (seeder, await ShareAsync(nodes, seeder, "quarantine", Size));
    }

    private static async Task<HashedTorrent> ShareAsync(SwarmNodes nodes, NodeHost seeder, string name, long size)
    {
        var path = nodes.Folder[$"{name}.bin"];
        if (!File.Exists(path))
            Fixtures.WriteFile(path, name, size);
        var hashed = await new TorrentHasher(2).HashAsync(path, null, CancellationToken.None);
        await seeder.ShareAsync(hashed);
        await Publication.UntilListedAsync(seeder, hashed.Metainfo.Id, CancellationToken.None);
        return hashed;
    }

    private static async Task ListedAsync(NodeHost node, int torrents, int seeders)
    {
        var until = DateTime.UtcNow + Patience;
        while (true)
        {
            var list = await node.ListAsync("");
            if (list.Length == torrents && list.All(t => t.Seeders >= seeders))
                return;
            Assert.True(DateTime.UtcNow < until, $"still listed: {string.Join("; ", list)}");
            await Task.Delay(100);
        }
    }

    private static async Task<IPeerEvent> UntilAsync(NodeHost node, Func<IPeerEvent, bool> wanted)
    {
        using var limit = new CancellationTokenSource(Patience);
        await foreach (var happened in node.EventsAsync(limit.Token))
        {
            if (wanted(happened))
                return happened;
        }

        throw new InvalidOperationException("The node ended.");
    }

    private static int Uid(NodeHost node) => AddressUidExtension.Uid(node.System);

    private static void Quarantine(NodeHost by, NodeHost whom) =>
        ((IRemoteActorRefProvider)((ExtendedActorSystem)by.System).Provider).Quarantine(
            ((ExtendedActorSystem)whom.System).Provider.DefaultAddress, Uid(whom));
}
