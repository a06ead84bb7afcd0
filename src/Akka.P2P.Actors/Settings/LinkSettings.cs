namespace Akka.P2P.Actors.Settings;

using Akka.Configuration;
using Akka.P2P.Core.Downloading;

/// <summary><c>akka.p2p.link</c>: a peer's link to a tracker. What every key means stands in reference.conf.</summary>
public sealed record LinkSettings
{
    public required TimeSpan KeepAlive { get; init; }

    public required TimeSpan Timeout { get; init; }

    public required TimeSpan RegisterRetry { get; init; }

    public required Backoff Backoff { get; init; }

    public required int PeersWanted { get; init; }

    public required int MaxRequests { get; init; }

    /// <exception cref="SettingsException">Names everything that is wrong.</exception>
    public static LinkSettings From(Config config)
    {
        var read = new SettingsReader(config, "akka.p2p.link");
        var settings = new LinkSettings
        {
            KeepAlive = read.Duration("keep-alive", TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1)),
            Timeout = read.Duration("timeout", TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1)),
            RegisterRetry = read.Duration("register-retry", TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1)),
            Backoff = new Backoff(
                read.Duration("backoff-min", TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1)),
                read.Duration("backoff-max", TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1))),
            PeersWanted = read.Count("peers-wanted", 1, 200),
            MaxRequests = read.Count("max-requests", 1, 100_000),
        };
        if (settings.Backoff.Max < settings.Backoff.Min)
            read.Reject("backoff-max", "it must not be shorter than backoff-min");
        read.ThrowIfAny();
        return settings;
    }
}
