namespace Akka.P2P.Actors.Settings;

using Akka.Configuration;

/// <summary><c>akka.p2p.tracker</c>: what every key means stands in reference.conf.</summary>
public sealed record TrackerSettings
{
    public required TimeSpan Lease { get; init; }

    public required TimeSpan PingInterval { get; init; }

    public required int MaxPeers { get; init; }

    public required int MaxMembers { get; init; }

    public required int MaxHandout { get; init; }

    public required int MaxPublications { get; init; }

    public required TimeSpan PublicationTimeout { get; init; }

    public required int MaxSubscriptions { get; init; }

    public required int MetainfoCache { get; init; }

    public required TimeSpan ReachTimeout { get; init; }

    public required int MaxReachChecks { get; init; }

    /// <exception cref="SettingsException">Names everything that is wrong.</exception>
    public static TrackerSettings From(Config config)
    {
        var read = new SettingsReader(config, "akka.p2p.tracker");
        var settings = new TrackerSettings
        {
            Lease = read.Duration("lease", TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            PingInterval = read.Duration("ping-interval", TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1)),
            MaxPeers = read.Count("max-peers", 1, 1_000_000),
            MaxMembers = read.Count("max-members", 1, 1_000_000),
            MaxHandout = read.Count("max-handout", 1, 200),
            MaxPublications = read.Count("max-publications", 1, 10_000),
            PublicationTimeout = read.Duration("publication-timeout", TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            MaxSubscriptions = read.Count("max-subscriptions", 1, 1_000_000),
            MetainfoCache = read.Count("metainfo-cache", 1, 1000),
            ReachTimeout = read.Duration("reach-timeout", TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1)),
            MaxReachChecks = read.Count("max-reach-checks", 1, 1000),
        };
        if (settings.Lease <= settings.PingInterval)
            read.Reject("lease", $"it must be longer than ping-interval ({settings.PingInterval})");
        read.ThrowIfAny();
        return settings;
    }
}
