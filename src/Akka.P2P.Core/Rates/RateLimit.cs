namespace Akka.P2P.Core.Rates;

/// <summary>
/// At most so many bytes a second, and a tenth of a second's worth at once after a pause: over any ten seconds that is the rate to 1 %, and whole
/// slices besides. Bytes are reserved in the order of asking, each with the time from which on it may pass, so nobody is passed by.
/// Time is the span since any fixed origin. Not safe for several threads.
/// </summary>
/// <param name="bytesPerSecond">Null for no limit.</param>
public sealed class RateLimit(long? bytesPerSecond = null)
{
    /// <summary>With less, a source that serves several peers sends them too little to be told from one that hangs.</summary>
    public const long Least = 64 * 1024;

    private static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(100);

    // When all that was reserved has passed, at the rate.
    private TimeSpan _paidAt = TimeSpan.MinValue;

    /// <summary>Null for none.</summary>
    public long? BytesPerSecond { get; private set; } = Checked(bytesPerSecond);

    /// <summary>What was reserved so far passes as it was said; what comes next, by the new rate.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A rate below <see cref="Least"/>.</exception>
    public void Change(long? bytesPerSecond, TimeSpan now)
    {
        BytesPerSecond = Checked(bytesPerSecond);
        // A debt that took long at the old rate must not hold up the new one.
        if (_paidAt > now + Burst)
            _paidAt = now + Burst;
    }

    /// <returns>How long from <paramref name="now"/> on these bytes must wait; zero when they may pass.</returns>
    public TimeSpan Reserve(long bytes, TimeSpan now)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        if (BytesPerSecond is not { } rate)
            return TimeSpan.Zero;

        var earliest = now - Burst;
        if (_paidAt < earliest)
            _paidAt = earliest;
        _paidAt += TimeSpan.FromSeconds((double)bytes / rate);
        return _paidAt > now ? _paidAt - now : TimeSpan.Zero;
    }

    private static long? Checked(long? bytesPerSecond)
    {
        if (bytesPerSecond is { } rate)
            ArgumentOutOfRangeException.ThrowIfLessThan(rate, Least, nameof(bytesPerSecond));
        return bytesPerSecond;
    }
}
