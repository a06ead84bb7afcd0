namespace Akka.P2P.Actors.Settings;

using Akka.Configuration;
using Akka.P2P.Core.Downloading;

/// <summary><c>akka.p2p.download</c>: what every key means stands in reference.conf.</summary>
public sealed record DownloadSettings
{
    public required DownloadLimits Limits { get; init; }

    public required SliceWindowLimits Window { get; init; }

    public required int MaxSources { get; init; }

    public required TimeSpan ConnectTimeout { get; init; }

    public required TimeSpan InterestRetry { get; init; }

    public required TimeSpan SilenceTimeout { get; init; }

    public required TimeSpan KeepAlive { get; init; }

    public required int MaxRestarts { get; init; }

    public required TimeSpan RestartWindow { get; init; }

    public required TimeSpan Tick { get; init; }

    /// <summary>Zero: never.</summary>
    public required TimeSpan GiveUpAfter { get; init; }

    public required TimeSpan ProgressInterval { get; init; }

    public required TimeSpan AskPeersInterval { get; init; }

    public required TimeSpan FlushInterval { get; init; }

    public required TimeSpan StorageRetry { get; init; }

    /// <exception cref="SettingsException">Names everything that is wrong.</exception>
    public static DownloadSettings From(Config config)
    {
        var read = new SettingsReader(config, "akka.p2p.download");
        var longest = TimeSpan.FromHours(1);
        var short_ = TimeSpan.FromMilliseconds(10);
        var backoff = new Backoff(read.Duration("backoff-min", short_, longest), read.Duration("backoff-max", short_, longest));
        var maxSources = read.Count("max-sources", 1, 1000);
        var settings = new DownloadSettings
        {
            Limits = new DownloadLimits(
                read.Bytes("max-bytes-in-flight", 16 * 1024, 16L << 30),
                read.Bytes("max-bytes-per-source", 16 * 1024, 16L << 30),
                read.Count("max-chunks-per-source", 1, 1024),
                read.Bytes("small-chunk-bytes-per-source", 16 * 1024, 1L << 30),
                read.Count("max-claims-per-source", 1, 100_000),
                read.Count("max-source-failures", 0, 1000),
                read.Count("ban-after", 1, 1000),
                read.Count("endgame-sources", 1, 10),
                backoff)
            {
                Stock = read.Duration("stock", short_, longest),
                MinStock = read.Bytes("min-stock", 16 * 1024, 1L << 30),
                ReplaceFrom = maxSources,
                ReplaceInterval = read.Duration("replace-interval", short_, longest),
            },
            Window = new SliceWindowLimits(
                (int)read.Bytes("window-min", 64 * 1024, 1 << 30),
                (int)read.Bytes("window-max", 64 * 1024, 1 << 30),
                read.Count("window-slices", 1, 100_000),
                read.Factor("window-gain", 1.1, 10)),
            MaxSources = maxSources,
            ConnectTimeout = read.Duration("connect-timeout", short_, longest),
            InterestRetry = read.Duration("interest-retry", short_, longest),
            SilenceTimeout = read.Duration("silence-timeout", short_, longest),
            KeepAlive = read.Duration("keep-alive", short_, longest),
            MaxRestarts = read.Count("max-restarts", 0, 1000),
            RestartWindow = read.Duration("restart-window", short_, longest),
            Tick = read.Duration("tick", short_, longest),
            GiveUpAfter = read.Duration("give-up-after", TimeSpan.Zero, TimeSpan.FromDays(365)),
            ProgressInterval = read.Duration("progress-interval", short_, longest),
            AskPeersInterval = read.Duration("ask-peers-interval", short_, longest),
            FlushInterval = read.Duration("flush-interval", short_, longest),
            StorageRetry = read.Duration("storage-retry", short_, longest),
        };
        if (backoff.Max < backoff.Min)
            read.Reject("backoff-max", "it must not be shorter than backoff-min");
        if (settings.Window.MaxBytes < settings.Window.MinBytes)
            read.Reject("window-max", "it must not be less than window-min");
        read.ThrowIfAny();
        return settings;
    }
}
