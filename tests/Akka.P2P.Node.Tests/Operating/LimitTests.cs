namespace Akka.P2P.Node.Tests.Operating;

using System.Collections;
using Akka.P2P.Node.Hosting;
using Akka.P2P.Testing;
using static Akka.P2P.Actors.Operating.NodeCommands;

/// <summary>Limits that an operator orders, and what of them the next process knows. A real node, without anybody else.</summary>
public sealed class LimitTests : IDisposable
{
    private const long MiB = 1024 * 1024;
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact(DisplayName = "What an operator ordered holds in the next process, instead of what is configured; a torrent's goes with the torrent")]
    public async Task Limits_outlive_the_process()
    {
        File.WriteAllBytes(_folder["a.bin"], new byte[100]);
        string id;
        await using (var host = await StartAsync())
        {
            id = (await host.Torrents.ShareAsync(_folder["a.bin"], CancellationToken.None)).Torrent.ToString();
            Assert.Equal(new RatePair(3 * MiB, null), (await host.Torrents.LimitAsync(null, null, null)).Here);
            await host.Torrents.LimitAsync(null, new RateOrder(null), new RateOrder(2 * MiB));
            var own = await host.Torrents.LimitAsync(id[..8], null, new RateOrder(MiB));
            Assert.Equal(("a.bin", new RatePair(null, MiB), new RatePair(null, 2 * MiB)), (own.Name, own.Here, own.All));
        }

        await using (var host = await StartAsync())
        {
            var all = await host.Torrents.LimitAsync(null, null, null);
            Assert.Equal((new RatePair(null, 2 * MiB), new RatePair(3 * MiB, null)), (all.Here, all.Configured));
            Assert.Equal(new RatePair(null, MiB), (await host.Torrents.LimitAsync(id, null, null)).Here);
            var configured = await host.Torrents.LimitAsync(null, new RateOrder(null, AsConfigured: true), null);
            Assert.Equal(new RatePair(3 * MiB, 2 * MiB), configured.Here);
            await host.TakeUpAsync();
            await host.Torrents.RemoveAsync(id);
            Assert.Empty(host.Limits.Saved.Each);
        }

        await using (var host = await StartAsync())
            Assert.Equal(new RatePair(3 * MiB, 2 * MiB), (await host.Torrents.LimitAsync(null, null, null)).Here);
    }

    [Fact(DisplayName = "A limit under 64 KiB a second is refused as wrong usage, and what held still holds")]
    public async Task Too_low()
    {
        await using var host = await StartAsync();

        var failure = await Assert.ThrowsAsync<CommandException>(() => host.Torrents.LimitAsync(null, new RateOrder(2 * MiB), new RateOrder(65535)));

        Assert.Equal((ExitCode.WrongUsage, "A limit is at least 64 KiB a second, or none."), (failure.Code, failure.Message));
        Assert.Equal(new RatePair(3 * MiB, null), (await host.Torrents.LimitAsync(null, null, null)).Here);
    }

    private Task<NodeHost> StartAsync() => NodeHost.StartAsync(HoconLayers.BuildLayers(
        null,
        [
            "akka.p2p.node.roles=[peer]", $"akka.p2p.node.data-dir={_folder["data"]}", "akka.p2p.peer.trackers=[]", "akka.p2p.peer.upload-limit=3MiB",
            "akka.remote.dot-netty.tcp.hostname=127.0.0.1", "akka.remote.dot-netty.tcp.port=0", "akka.loglevel=ERROR",
        ],
        "",
        new Hashtable()));
}
