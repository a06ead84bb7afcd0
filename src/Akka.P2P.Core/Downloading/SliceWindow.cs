namespace Akka.P2P.Core.Downloading;

using Akka.P2P.Core.Rates;

/// <summary>
/// How many bytes one fetcher keeps on the way: the measured rate × the shortest round trip × a gain, between a minimum and a
/// maximum, and never more than one second of the measured rate; so memory is bounded, and a heartbeat never waits long behind bulk.
/// Small slices are bounded by their number as well.
/// </summary>
/// <remarks>
/// The gain above 1 is what lets the window grow: while the pipe isn't full, more on the way means a higher rate, and a higher rate
/// a larger window; once it is full the rate stays, and so does the window. The shortest round trip is forgotten after a while, so
/// that a route which became longer is noticed. One of less than 10 ms counts as 10 ms: on a route that short it is threads that wait
/// for each other, and a window of the true round trip lets each side fall asleep between two slices. Time is the span since any
/// fixed origin.
/// </remarks>
public sealed class SliceWindow(SliceWindowLimits limits)
{
    private static readonly TimeSpan RateSpan = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan RoundTripMemory = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LeastRoundTrip = TimeSpan.FromMilliseconds(10);

    private readonly RateMeter _meter = new(RateSpan);
    private TimeSpan? _roundTrip;
    private TimeSpan _roundTripAt;

    /// <summary>Bytes that were asked for and are not here.</summary>
    public long OnTheWay { get; private set; }

    /// <summary>As above, counted in slices.</summary>
    public int SlicesOnTheWay { get; private set; }

    /// <summary>The shortest round trip of late; null before the first answer.</summary>
    public TimeSpan? RoundTrip => _roundTrip;

    public double BytesPerSecond(TimeSpan now) => _meter.BytesPerSecond(now);

    /// <summary>The size of the window in bytes.</summary>
    public long Size(TimeSpan now)
    {
        if (_roundTrip is not { } roundTrip)
            return limits.MinBytes;
        var rate = _meter.BytesPerSecond(now);
        var wanted = rate * double.Max(roundTrip.TotalSeconds, LeastRoundTrip.TotalSeconds) * limits.Gain;
        var bound = double.Min(limits.MaxBytes, double.Max(rate, limits.MinBytes));
        return (long)double.Clamp(wanted, limits.MinBytes, bound);
    }

    /// <summary>Bytes that may be asked for now; at least one slice goes when nothing is on the way.</summary>
    public long Room(TimeSpan now) => long.Max(0, Size(now) - OnTheWay);

    /// <summary>Slices that may be asked for now, if their bytes fit.</summary>
    public int SliceRoom => int.Max(0, limits.MaxSlices - SlicesOnTheWay);

    public void Asked(int bytes, int slices)
    {
        OnTheWay += bytes;
        SlicesOnTheWay += slices;
    }

    /// <param name="bytes">One slice's payload.</param>
    /// <param name="askedAt">When it was asked for.</param>
    /// <param name="now">When it came.</param>
    public void Arrived(int bytes, TimeSpan askedAt, TimeSpan now)
    {
        OnTheWay -= bytes;
        SlicesOnTheWay--;
        _meter.Add(bytes, now);
        var sample = now - askedAt;
        if (_roundTrip is not { } shortest || sample <= shortest || now - _roundTripAt > RoundTripMemory)
        {
            _roundTrip = sample;
            _roundTripAt = now;
        }
    }

    /// <summary>These bytes, in so many slices, will not come: refused, or cancelled.</summary>
    public void GivenUp(long bytes, int slices)
    {
        OnTheWay -= bytes;
        SlicesOnTheWay -= slices;
    }
}
