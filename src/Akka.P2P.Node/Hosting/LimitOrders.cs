namespace Akka.P2P.Node.Hosting;

using System.Collections.Immutable;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Identity;
using static Akka.P2P.Actors.Operating.NodeCommands;

/// <summary>
/// Which limits are in force: for all torrents together what an operator ordered, or else what the configuration says; for one torrent what an
/// operator ordered. Any thread may call.
/// </summary>
/// <param name="limits">Those that transfers obey.</param>
/// <param name="configured">For all torrents together.</param>
/// <param name="clock">The span since the clock's origin, by which transfers reserve.</param>
internal sealed class LimitOrders(TransferLimits limits, RatePair configured, Func<TimeSpan> clock)
{
    private readonly Lock _gate = new();
    private RateOrder? _up;
    private RateOrder? _down;

    public RatePair Configured => configured;

    /// <summary>As it is to be written down.</summary>
    public SavedLimits Saved
    {
        get
        {
            lock (_gate)
                return new SavedLimits(_up, _down, limits.Each.ToImmutableDictionary(e => e.Torrent, e => new RatePair(e.Up, e.Down)));
        }
    }

    /// <param name="torrent">Null for all together.</param>
    public RatePair Of(TorrentId? torrent)
    {
        var (up, down) = limits.Of(torrent);
        return new RatePair(up, down);
    }

    /// <param name="torrent">Null for all together.</param>
    /// <param name="up">Null to leave it as it is.</param>
    /// <param name="down">As well.</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate is too low; then nothing has changed.</exception>
    public void Change(TorrentId? torrent, RateOrder? up, RateOrder? down)
    {
        lock (_gate)
        {
            var now = Of(torrent);
            var isAll = torrent is null;
            limits.Set(torrent, Rate(up, now.Up, isAll ? configured.Up : null), Rate(down, now.Down, isAll ? configured.Down : null), clock());
            if (isAll)
                (_up, _down) = (Kept(up, _up), Kept(down, _down));
        }
    }

    /// <summary>The torrent is no longer here.</summary>
    public void Forget(TorrentId torrent) => limits.Set(torrent, null, null, clock());

    /// <exception cref="ArgumentOutOfRangeException">A rate is too low.</exception>
    public void Restore(SavedLimits saved)
    {
        Change(null, saved.Up ?? new RateOrder(null, AsConfigured: true), saved.Down ?? new RateOrder(null, AsConfigured: true));
        foreach (var (torrent, pair) in saved.Each)
            limits.Set(torrent, pair.Up, pair.Down, clock());
    }

    private static long? Rate(RateOrder? order, long? present, long? configured) =>
        order is null ? present : order.AsConfigured ? configured : order.BytesPerSecond;

    private static RateOrder? Kept(RateOrder? order, RateOrder? before) => order is null ? before : order.AsConfigured ? null : order;
}

/// <summary>What an operator ordered.</summary>
/// <param name="Up">For all torrents together; null for what the configuration says.</param>
/// <param name="Down">As well.</param>
/// <param name="Each">Torrents that have limits of their own.</param>
internal sealed record SavedLimits(RateOrder? Up, RateOrder? Down, ImmutableDictionary<TorrentId, RatePair> Each)
{
    public static SavedLimits None { get; } = new(null, null, ImmutableDictionary<TorrentId, RatePair>.Empty);
}
