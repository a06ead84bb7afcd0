namespace Akka.P2P.Actors.Operating;

using Akka.P2P.Core.Identity;
using Akka.P2P.Protocol;

/// <content>How fast the node sends and receives.</content>
public static partial class NodeCommands
{
    /// <summary>
    /// Changes limits while transfers run, and remembers them. Without a change it only asks. Answered with <see cref="RateLimits"/>.
    /// </summary>
    /// <param name="Torrent">Null for all torrents together.</param>
    /// <param name="Up">Null to leave it as it is.</param>
    /// <param name="Down">As well.</param>
    public sealed record LimitRates(string? Torrent, RateOrder? Up, RateOrder? Down) : ILocalMessage;

    /// <param name="BytesPerSecond">Null for no limit.</param>
    /// <param name="AsConfigured">What the configuration says is in force again; a torrent has no limit there.</param>
    public sealed record RateOrder(long? BytesPerSecond, bool AsConfigured = false);

    /// <summary>Bytes a second, null for no limit.</summary>
    /// <param name="Torrent">Null for all torrents together.</param>
    /// <param name="Name">Of the torrent; empty until it is known.</param>
    public sealed record RateLimits(TorrentId? Torrent, string Name, RatePair Here, RatePair All, RatePair Configured) : ILocalMessage;

    /// <summary>Bytes a second, null for no limit.</summary>
    public readonly record struct RatePair(long? Up, long? Down);
}
