namespace Akka.P2P.Actors.Settings;

using System.Collections.Immutable;
using Akka.Configuration;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Rates;

/// <summary>Everything that a peer's actors are told by configuration; <c>akka.p2p.peer</c> and the groups below it.</summary>
public sealed record PeerSettings
{
    /// <summary>In the order of the configuration; may be empty.</summary>
    public required ImmutableArray<PeerAddress> Trackers { get; init; }

    public required LinkSettings Link { get; init; }

    public required SeedSettings Seed { get; init; }

    public required DownloadSettings Download { get; init; }

    public required TalkSettings Talk { get; init; }

    /// <summary>Threads for hashing and disk; 0 stands for one a processor.</summary>
    public required int IoThreads { get; init; }

    /// <summary>How long a peer that leaves waits for its stores to close.</summary>
    public required TimeSpan CloseTimeout { get; init; }

    /// <summary>Downloads that run at a time; 0 for no bound.</summary>
    public required int MaxActiveDownloads { get; init; }

    /// <summary>A download that nobody has had anything for so long lets another begin.</summary>
    public required TimeSpan GiveWayAfter { get; init; }

    /// <summary>Bytes a second, all torrents together; null for no limit.</summary>
    public required long? UploadLimit { get; init; }

    /// <summary>As well.</summary>
    public required long? DownloadLimit { get; init; }

    /// <exception cref="SettingsException">Names everything that is wrong, in every group.</exception>
    public static PeerSettings From(Config config)
    {
        var read = new SettingsReader(config, "akka.p2p.peer");
        var trackers = ImmutableArray.CreateBuilder<PeerAddress>();
        foreach (var text in read.Strings("trackers"))
        {
            if (PeerAddress.TryParse(text, out var address))
                trackers.Add(address);
            else
                read.Reject("trackers", $"'{text}' is not host:port");
        }

        var settings = new PeerSettings
        {
            Trackers = trackers.DrainToImmutable(),
            IoThreads = read.Count("io-threads", 0, 256),
            CloseTimeout = read.Duration("close-timeout", TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1)),
            MaxActiveDownloads = read.Count("max-active-downloads", 0, 100_000),
            GiveWayAfter = read.Duration("give-way-after", TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)),
            UploadLimit = Limit(read, "upload-limit"),
            DownloadLimit = Limit(read, "download-limit"),
            Link = read.Group(LinkSettings.From),
            Seed = read.Group(SeedSettings.From),
            Download = read.Group(DownloadSettings.From),
            Talk = read.Group(TalkSettings.From),
        };
        read.ThrowIfAny();
        return settings;
    }

    private static long? Limit(SettingsReader read, string key)
    {
        var rate = read.Bytes(key, 0, 1L << 50);
        if (rate is > 0 and < RateLimit.Least)
            read.Reject(key, $"it must be 0 for no limit, or at least {RateLimit.Least} bytes a second");
        return rate == 0 ? null : rate;
    }
}
