namespace Akka.P2P.Actors.Settings;

using Akka.Configuration;
using Akka.P2P.Core.Seeding;

/// <summary><c>akka.p2p.seed</c>: what every key means stands in reference.conf.</summary>
public sealed record SeedSettings
{
    public required UnchokeLimits Unchoke { get; init; }

    /// <summary>Bytes that the first hand-out shows one peer ahead; 0: everybody sees everything at once.</summary>
    public required long HandoutAhead { get; init; }

    public required TimeSpan ReviewInterval { get; init; }

    public required TimeSpan HaveInterval { get; init; }

    public required int MaxBytesPerPeer { get; init; }

    public required int MaxRangesPerPeer { get; init; }

    public required int MaxReads { get; init; }

    /// <exception cref="SettingsException">Names everything that is wrong.</exception>
    public static SeedSettings From(Config config)
    {
        var read = new SettingsReader(config, "akka.p2p.seed");
        var slots = read.Count("slots", 1, 10_000);
        var settings = new SeedSettings
        {
            Unchoke = new UnchokeLimits(
                slots,
                int.Max(slots, read.Count("max-served", 1, 10_000)),
                read.Count("max-waiting", 0, 1_000_000),
                read.Duration("turn", TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
                read.Bytes("turn-bytes", 64 * 1024, 1L << 40),
                read.Duration("fresh-for", TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1)),
                read.Duration("idle-after", TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1)),
                read.Duration("interest-lasts", TimeSpan.FromSeconds(1), TimeSpan.FromHours(1))),
            HandoutAhead = read.Bytes("handout-ahead", 0, 1L << 40),
            ReviewInterval = read.Duration("review-interval", TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1)),
            HaveInterval = read.Duration("have-interval", TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1)),
            MaxBytesPerPeer = (int)read.Bytes("max-bytes-per-peer", 64 * 1024, 1024 * 1024 * 1024),
            MaxRangesPerPeer = read.Count("max-ranges-per-peer", 1, 1_000_000),
            MaxReads = read.Count("max-reads", 1, 1000),
        };
        read.ThrowIfAny();
        return settings;
    }
}
