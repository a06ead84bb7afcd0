namespace Akka.P2P.Actors.Settings;

using Akka.Configuration;

/// <summary><c>akka.p2p.seed</c>: what every key means stands in reference.conf.</summary>
public sealed record SeedSettings
{
    public required int Slots { get; init; }

    public required int MaxWaiting { get; init; }

    public required TimeSpan Turn { get; init; }

    public required TimeSpan InterestLasts { get; init; }

    public required TimeSpan ReviewInterval { get; init; }

    public required TimeSpan HaveInterval { get; init; }

    public required int MaxBytesPerPeer { get; init; }

    public required int MaxReads { get; init; }

    /// <exception cref="SettingsException">Names everything that is wrong.</exception>
    public static SeedSettings From(Config config)
    {
        var read = new SettingsReader(config, "akka.p2p.seed");
        var settings = new SeedSettings
        {
            Slots = read.Count("slots", 1, 10_000),
            MaxWaiting = read.Count("max-waiting", 0, 1_000_000),
            Turn = read.Duration("turn", TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            InterestLasts = read.Duration("interest-lasts", TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            ReviewInterval = read.Duration("review-interval", TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1)),
            HaveInterval = read.Duration("have-interval", TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1)),
            MaxBytesPerPeer = (int)read.Bytes("max-bytes-per-peer", 64 * 1024, 1024 * 1024 * 1024),
            MaxReads = read.Count("max-reads", 1, 1000),
        };
        read.ThrowIfAny();
        return settings;
    }
}
