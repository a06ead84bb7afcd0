namespace Akka.P2P.MultiNode.Tests;

using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Node.Hosting;
using Akka.P2P.Storage;
using Akka.P2P.Storage.Hashing;
using Akka.P2P.Testing;
using Xunit.Abstractions;

public sealed class CutConnectionMultiNodeSpecs(ITestOutputHelper output) : P2PSpec(output)
{
    private const long Size = 24L << 20;

    // Far more than a busy machine needs; whoever waited for a time-out or for the next renewal would be too late.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly string[] NoTimeOutHelps =
    [
        .. new[] { "connect-timeout", "silence-timeout", "keep-alive", "ask-peers-interval" }.Select(key => $"akka.p2p.download.{key}=5m"),
        "akka.p2p.link.keep-alive=5m",
    ];

    [Fact(DisplayName = "S2.16 S2.65 S2.95: a download whose seeder's connection is cut in the middle of a slice goes on by itself and ends verified")]
    public async Task Cut_in_the_middle()
    {
        await using var nodes = new SwarmNodes();
        var source = Fixtures.WriteFile(nodes.Folder["source.bin"], "cut", Size);
        var hashed = await new TorrentHasher(2).HashAsync(source, null, CancellationToken.None);
        var tracker = await nodes.TrackerAsync();
        var port = FreePort();
        await using var proxy = TcpProxy.To(port);
        var seeder = await nodes.PeerAsync(
            "seeder", tracker.Self.Address, $"akka.remote.dot-netty.tcp.port={port}", $"akka.remote.dot-netty.tcp.public-port={proxy.Port}",
            "akka.remote.dot-netty.tcp.public-hostname=127.0.0.1");
        await seeder.ShareAsync(hashed.Metainfo, SourceStore.Open(hashed));
        await Publication.UntilListedAsync(seeder, hashed.Metainfo.Id, CancellationToken.None);
        var leecher = await nodes.PeerAsync("leecher", tracker.Self.Address, NoTimeOutHelps);
        var events = CreateTestProbe(leecher.System, "events");
        leecher.System.EventStream.Subscribe(events.Ref, typeof(IPeerEvent));
        // A third of the file is through, and a slice is cut in two.
        proxy.CutAfterFromTarget((Size / 3) + 12_345);

        await leecher.DownloadAsync(hashed.Metainfo.Id, null, Targets.In(leecher.Settings.DownloadFolder), []);
        var end = await events.FishForMessageAsync(m => m is PeerEvents.DownloadFinished or PeerEvents.DownloadFailed, Patience);

        var finished = Assert.IsType<PeerEvents.DownloadFinished>(end);
        Assert.Null(Fixtures.FirstDifference(finished.Path, "cut", Size));
        Assert.True(proxy.BytesFromTarget > Size, $"only {proxy.BytesFromTarget} bytes came through the relay: the cut did not happen in the middle");
        Assert.Empty(finished.Banned);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
