namespace Akka.P2P.Actors.Settings;

using System.Collections.Immutable;
using Akka.Configuration;
using Akka.P2P.Core.Identity;

/// <summary>Everything that a peer's actors are told by configuration; <c>akka.p2p.peer</c> and the groups below it.</summary>
public sealed record PeerSettings
{
    /// <summary>In the order of the configuration; may be empty.</summary>
    public required ImmutableArray<PeerAddress> Trackers { get; init; }

    public required LinkSettings Link { get; init; }

    public required SeedSettings Seed { get; init; }

    public required DownloadSettings Download { get; init; }

    /// <summary>Threads for hashing and disk; 0 stands for one a processor.</summary>
    public required int IoThreads { get; init; }

    /// <summary>How long a peer that leaves waits for its stores to close.</summary>
    public required TimeSpan CloseTimeout { get; init; }

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
            Link = read.Group(LinkSettings.From),
            Seed = read.Group(SeedSettings.From),
            Download = read.Group(DownloadSettings.From),
        };
        read.ThrowIfAny();
        return settings;
    }
}
