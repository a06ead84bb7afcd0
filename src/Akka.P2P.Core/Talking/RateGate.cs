namespace Akka.P2P.Core.Talking;

/// <summary>How many may pass.</summary>
/// <param name="PerMinute">In the long run.</param>
/// <param name="Burst">At once, after a pause.</param>
public readonly record struct Rate(int PerMinute, int Burst);

/// <summary>
/// Lets so many through for each sender, and so many in all. Who sends more is stopped first and alone; only a crowd of senders, or one who
/// pretends to be a crowd, meets the bound that holds for all. Not safe for several threads; time is the span since any fixed origin.
/// </summary>
/// <typeparam name="TKey">By which senders are told apart.</typeparam>
public sealed class RateGate<TKey>
    where TKey : notnull
{
    private readonly Dictionary<TKey, Bucket> _senders = [];
    private readonly Rate _each;
    private readonly int _maxSenders;
    private readonly Bucket _all;

    /// <param name="each">For one sender.</param>
    /// <param name="all">For all together.</param>
    /// <param name="maxSenders">That are told apart at one time; those who paused longest are forgotten first.</param>
    public RateGate(Rate each, Rate all, int maxSenders = 4096)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxSenders);
        (_each, _maxSenders) = (each, maxSenders);
        _all = new Bucket(all);
    }

    /// <summary>Senders that are remembered.</summary>
    public int SenderCount => _senders.Count;

    /// <returns>False when it is too much: then it counts for nothing.</returns>
    public bool TryPass(TKey sender, TimeSpan now)
    {
        if (!_senders.TryGetValue(sender, out var bucket))
        {
            if (_senders.Count >= _maxSenders)
                Forget(now);
            _senders.Add(sender, bucket = new Bucket(_each));
        }

        return bucket.Has(now) && _all.TryTake(now) && bucket.TryTake(now);
    }

    // Whoever's bucket is full again has no past. If that is nobody, a quarter goes, those first who were silent longest.
    private void Forget(TimeSpan now)
    {
        foreach (var (sender, _) in _senders.Where(s => s.Value.IsFull(now)).ToList())
            _senders.Remove(sender);
        if (_senders.Count < _maxSenders)
            return;
        foreach (var (sender, _) in _senders.OrderBy(s => s.Value.LastTaken).Take((_maxSenders / 4) + 1).ToList())
            _senders.Remove(sender);
    }

    private sealed class Bucket(Rate rate)
    {
        private double _tokens = rate.Burst;
        private TimeSpan _filledAt;

        public TimeSpan LastTaken { get; private set; }

        public bool Has(TimeSpan now)
        {
            Fill(now);
            return _tokens >= 1;
        }

        public bool IsFull(TimeSpan now)
        {
            Fill(now);
            return _tokens >= rate.Burst;
        }

        public bool TryTake(TimeSpan now)
        {
            if (!Has(now))
                return false;
            _tokens--;
            LastTaken = now;
            return true;
        }

        private void Fill(TimeSpan now)
        {
            if (now <= _filledAt)
                return;
            _tokens = double.Min(rate.Burst, _tokens + ((now - _filledAt).TotalMinutes * rate.PerMinute));
            _filledAt = now;
        }
    }
}
