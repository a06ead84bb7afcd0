namespace Akka.P2P.Core.Rates;

/// <summary>
/// Bytes a second over a sliding window of ten equal steps. Time is an argument: the span since any fixed origin of the caller's.
/// Not safe for several threads.
/// </summary>
public sealed class RateMeter
{
    private const int Steps = 10;

    private readonly long[] _bytes = new long[Steps];
    private readonly TimeSpan _step;
    private long _current;
    private TimeSpan? _startedAt;

    /// <exception cref="ArgumentOutOfRangeException">The window is shorter than ten ticks.</exception>
    public RateMeter(TimeSpan window)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window.Ticks, Steps);
        _step = window / Steps;
    }

    /// <summary>Bytes since the beginning.</summary>
    public long Total { get; private set; }

    public void Add(long bytes, TimeSpan now)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        if (_startedAt is null)
        {
            _startedAt = now;
            _current = now.Ticks / _step.Ticks;
        }

        Advance(now);
        _bytes[(int)(_current % Steps)] += bytes;
        Total += bytes;
    }

    /// <summary>
    /// Bytes a second over the last window; while less than a window has passed since the first byte, over what has passed, but
    /// never over less than one step.
    /// </summary>
    public double BytesPerSecond(TimeSpan now)
    {
        if (_startedAt is not { } start)
            return 0;
        Advance(now);
        var sum = 0L;
        foreach (var bytes in _bytes)
            sum += bytes;
        var span = TimeSpan.FromTicks(long.Clamp((now - start).Ticks, _step.Ticks, _step.Ticks * Steps));
        return sum / span.TotalSeconds;
    }

    private void Advance(TimeSpan now)
    {
        var step = now.Ticks / _step.Ticks;
        for (var cleared = 0; _current < step && cleared < Steps; cleared++)
        {
            _current++;
            _bytes[(int)(_current % Steps)] = 0;
        }

        // A pause longer than the window: everything is cleared by now, only the number of the step is behind.
        if (_current < step)
        {
            _current = step;
            _bytes[(int)(_current % Steps)] = 0;
        }
    }
}
