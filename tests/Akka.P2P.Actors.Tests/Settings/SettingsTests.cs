namespace Akka.P2P.Actors.Tests.Settings;

using Akka.Configuration;
using Akka.P2P.Actors.Settings;
using Akka.P2P.Core.Downloading;

public sealed class SettingsTests
{
    [Fact]
    public void The_defaults_are_what_reference_conf_says()
    {
        var settings = PeerSettings.From(ReferenceConfig.Load());
        Assert.Empty(settings.Trackers);
        Assert.Equal(0, settings.IoThreads);
        Assert.Equal(TimeSpan.FromSeconds(20), settings.Link.KeepAlive);
        Assert.Equal(new Backoff(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(15)), settings.Link.Backoff);
        Assert.Equal((8, 4, 16 * 1024 * 1024), (settings.Seed.Unchoke.Slots, settings.Seed.MaxReads, settings.Seed.MaxBytesPerPeer));
        Assert.Equal(
            new DownloadLimits(64 << 20, 8 << 20, 32, 2 << 20, 4096, 5, 1, 2, new Backoff(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(30)))
            {
                Stock = TimeSpan.FromSeconds(1),
                MinStock = 256 * 1024,
                ReplaceFrom = 32,
                ReplaceInterval = TimeSpan.FromSeconds(3),
            },
            settings.Download.Limits);
        Assert.True(settings.Download.Window.MaxSlices <= settings.Seed.MaxRangesPerPeer, "a seeder refuses what our own fetchers ask for");
        Assert.Equal(new SliceWindowLimits(256 * 1024, 4 << 20, 2048, 2.5), settings.Download.Window);
        var tracker = TrackerSettings.From(ReferenceConfig.Load());
        Assert.Equal((TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(20)), (tracker.Lease, tracker.PingInterval));
    }

    [Fact]
    public void Everything_that_is_wrong_is_named_at_once_with_its_key()
    {
        var config = ConfigurationFactory.ParseString(
            """
            akka.p2p {
              peer { trackers = ["nonsense", "h:1"], io-threads = -1 }
              seed.slots = 0
              download { window-max = 64 KiB, tick = often }
            }
            """).WithFallback(ReferenceConfig.Load());
        var errors = Assert.Throws<SettingsException>(() => PeerSettings.From(config)).Errors;
        Assert.Equal(
            ["akka.p2p.download.tick", "akka.p2p.download.window-max", "akka.p2p.peer.io-threads", "akka.p2p.peer.trackers", "akka.p2p.seed.slots"],
            errors.Select(e => e[..e.IndexOf(':', StringComparison.Ordinal)]).Order());
    }

    [Fact]
    public void A_key_without_a_default_is_missing_and_not_guessed()
    {
        var errors = Assert.Throws<SettingsException>(() => TrackerSettings.From(Config.Empty)).Errors;
        Assert.Contains(errors, e => e.StartsWith("akka.p2p.tracker.max-peers: it is missing", StringComparison.Ordinal));
    }

    [Fact]
    public void A_lease_is_longer_than_a_round()
    {
        var config = ConfigurationFactory.ParseString("akka.p2p.tracker.lease = 20s").WithFallback(ReferenceConfig.Load());
        Assert.Throws<SettingsException>(() => TrackerSettings.From(config));
    }
}
