namespace Akka.P2P.Actors.Peers;

using System.Collections.Frozen;
using System.Collections.Immutable;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Rates;

/// <summary>
/// How fast this node sends and receives, all torrents together and each of some; shared by all actors of a peer, and changed while they run.
/// Safe for several threads; what has no limit takes no lock.
/// </summary>
public sealed class TransferLimits
{
    private readonly Lock _sync = new();
    private readonly Pair _all = new();
    private readonly Dictionary<TorrentId, Pair> _each = [];
    private volatile Limited _limited = Limited.Nothing;

    /// <summary>The torrents that have limits of their own, in the order of their ids.</summary>
    public ImmutableArray<(TorrentId Torrent, long? Up, long? Down)> Each
    {
        get
        {
            lock (_sync)
                return [.. _each.OrderBy(e => e.Key).Select(e => (e.Key, e.Value.Up.BytesPerSecond, e.Value.Down.BytesPerSecond))];
        }
    }

    /// <param name="torrent">Null for all together.</param>
    /// <returns>Bytes a second up and down; null for no limit.</returns>
    public (long? Up, long? Down) Of(TorrentId? torrent)
    {
        lock (_sync)
        {
            var pair = torrent is { } one ? _each.GetValueOrDefault(one) : _all;
            return (pair?.Up.BytesPerSecond, pair?.Down.BytesPerSecond);
        }
    }

    /// <param name="torrent">Null for all together.</param>
    /// <param name="up">Bytes a second; null for no limit.</param>
    /// <param name="down">As well.</param>
    /// <param name="now">The span since the clock's origin.</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate below <see cref="RateLimit.Least"/>.</exception>
    public void Set(TorrentId? torrent, long? up, long? down, TimeSpan now)
    {
        // Both are looked at before either is changed.
        _ = new RateLimit(up);
        _ = new RateLimit(down);
        lock (_sync)
        {
            if (torrent is { } one && up is null && down is null)
            {
                _each.Remove(one);
            }
            else
            {
                var pair = _all;
                if (torrent is { } some && !_each.TryGetValue(some, out pair))
                    _each.Add(some, pair = new Pair());
                pair!.Up.Change(up, now);
                pair.Down.Change(down, now);
            }

            _limited = new Limited(Who(static p => p.Up), Who(static p => p.Down));
        }
    }

    /// <returns>How long these bytes of the torrent must wait before they are sent.</returns>
    public TimeSpan ReserveUp(TorrentId torrent, long bytes, TimeSpan now) =>
        LimitsUp(torrent) ? Reserve(torrent, bytes, now, static pair => pair.Up) : TimeSpan.Zero;

    /// <returns>How long these bytes of the torrent must wait before they are asked for.</returns>
    public TimeSpan ReserveDown(TorrentId torrent, long bytes, TimeSpan now) =>
        LimitsDown(torrent) ? Reserve(torrent, bytes, now, static pair => pair.Down) : TimeSpan.Zero;

    public bool LimitsUp(TorrentId torrent) => _limited.Up.Has(torrent);

    public bool LimitsDown(TorrentId torrent) => _limited.Down.Has(torrent);

    private TimeSpan Reserve(TorrentId torrent, long bytes, TimeSpan now, Func<Pair, RateLimit> direction)
    {
        lock (_sync)
        {
            var wait = direction(_all).Reserve(bytes, now);
            var own = _each.TryGetValue(torrent, out var pair) ? direction(pair).Reserve(bytes, now) : TimeSpan.Zero;
            return wait > own ? wait : own;
        }
    }

    // Under the lock.
    private Direction Who(Func<Pair, RateLimit> direction) => new(
        direction(_all).BytesPerSecond is not null,
        _each.Where(e => direction(e.Value).BytesPerSecond is not null).Select(e => e.Key).ToFrozenSet());

    private sealed class Pair
    {
        public RateLimit Up { get; } = new();

        public RateLimit Down { get; } = new();
    }

    /// <summary>What has a limit at all: replaced as a whole, so it is read without a lock.</summary>
    private sealed record Limited(Direction Up, Direction Down)
    {
        public static Limited Nothing { get; } = new(Direction.Free, Direction.Free);
    }

    private sealed record Direction(bool All, FrozenSet<TorrentId> Each)
    {
        public static Direction Free { get; } = new(false, []);

        public bool Has(TorrentId torrent) => All || (Each.Count > 0 && Each.Contains(torrent));
    }
}
