namespace Akka.P2P.Actors.Settings;

using System.Collections.Immutable;
using Akka.Configuration;
using Akka.P2P.Actors.Talking;
using Akka.P2P.Core.Talking;

/// <summary><c>akka.p2p.talk</c>: what every key means stands in reference.conf.</summary>
public sealed record TalkSettings
{
    public required bool Notices { get; init; }

    public required OfferPolicy Accept { get; init; }

    public required KnownPeers KnownPeers { get; init; }

    public required string ReceivedFolder { get; init; }

    public required long MaxFileSize { get; init; }

    public required int MaxOffers { get; init; }

    public required int MaxOffersPerPeer { get; init; }

    public required int MaxFetches { get; init; }

    public required int MaxSends { get; init; }

    public required TimeSpan OfferTimeout { get; init; }

    public required TimeSpan OfferKeepAlive { get; init; }

    public required TimeSpan OfferLease { get; init; }

    public required TimeSpan StallTimeout { get; init; }

    public required TimeSpan Remember { get; init; }

    public required int InboxSize { get; init; }

    public required int MaxPings { get; init; }

    public required int MaxBroadcasts { get; init; }

    public required FanOutPace Pace { get; init; }

    public required Rate PeerRate { get; init; }

    public required Rate Rate { get; init; }

    public required Rate PeerPingRate { get; init; }

    public required Rate PingRate { get; init; }

    public required TimeSpan LogInterval { get; init; }

    /// <exception cref="SettingsException">Names everything that is wrong.</exception>
    public static TalkSettings From(Config config)
    {
        var read = new SettingsReader(config, "akka.p2p.talk");
        var known = new KnownPeers();
        foreach (var text in read.Strings("known-peers"))
        {
            if (!known.TryAdd(text))
                read.Reject("known-peers", $"'{text}' is neither host:port nor a whole peer id");
        }

        var (shortest, longest) = (TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(24));
        var settings = new TalkSettings
        {
            Notices = read.Switch("notices"),
            Accept = read.Word<OfferPolicy>("accept"),
            KnownPeers = known,
            ReceivedFolder = read.Text("received-dir"),
            MaxFileSize = read.Bytes("max-file-size", 0, long.MaxValue),
            MaxOffers = read.Count("max-offers", 1, 10_000),
            MaxOffersPerPeer = read.Count("max-offers-per-peer", 1, 10_000),
            MaxFetches = read.Count("max-fetches", 1, 1000),
            MaxSends = read.Count("max-sends", 1, 1000),
            OfferTimeout = read.Duration("offer-timeout", shortest, longest),
            OfferKeepAlive = read.Duration("offer-keep-alive", shortest, longest),
            OfferLease = read.Duration("offer-lease", shortest, longest),
            StallTimeout = read.Duration("stall-timeout", shortest, longest),
            Remember = read.Duration("remember", shortest, longest),
            InboxSize = read.Count("inbox", 1, 100_000),
            MaxPings = read.Count("max-pings", 1, 100_000),
            MaxBroadcasts = read.Count("max-broadcasts", 1, 1000),
            Pace = new FanOutPace(
                read.Count("fan-out", 1, 10_000),
                read.Duration("retry", shortest, longest),
                read.Duration("timeout", shortest, longest),
                read.Duration("broadcast-timeout", shortest, longest)),
            PeerRate = new Rate(read.Count("peer-messages-per-minute", 1, 1_000_000), read.Count("peer-burst", 1, 1_000_000)),
            Rate = new Rate(read.Count("messages-per-minute", 1, 10_000_000), read.Count("burst", 1, 10_000_000)),
            PeerPingRate = new Rate(read.Count("peer-pings-per-minute", 1, 1_000_000), read.Count("peer-ping-burst", 1, 1_000_000)),
            PingRate = new Rate(read.Count("pings-per-minute", 1, 10_000_000), read.Count("ping-burst", 1, 10_000_000)),
            LogInterval = read.Duration("log-interval", shortest, longest),
        };
        if (settings.Pace.Limit < settings.Pace.Patience)
            read.Reject("broadcast-timeout", "it must not be shorter than timeout");
        if (settings.OfferLease <= settings.OfferKeepAlive)
            read.Reject("offer-lease", "it must be longer than offer-keep-alive");
        if (settings.Remember <= settings.OfferLease)
            read.Reject("remember", "it must be longer than offer-lease");
        if (string.IsNullOrWhiteSpace(settings.ReceivedFolder))
            read.Reject("received-dir", "it must name a folder");
        read.ThrowIfAny();
        return settings;
    }
}
