namespace Akka.Remote;

/// <summary>The last intervals between heartbeats, in milliseconds, with their mean and deviation kept up to date. Immutable.</summary>
internal sealed class HeartbeatHistory
{
    private readonly int _capacity;
    private readonly long[] _intervals;
    private readonly double _sum;
    private readonly double _squares;

    private HeartbeatHistory(int capacity, long[] intervals, double sum, double squares)
    {
        _capacity = capacity;
        _intervals = intervals;
        _sum = sum;
        _squares = squares;
    }

    public double Mean => _sum / _intervals.Length;

    public double StandardDeviation => Math.Sqrt(Math.Max(0, (_squares / _intervals.Length) - (Mean * Mean)));

    public static HeartbeatHistory Empty(int capacity) => new(capacity, [], 0, 0);

    public HeartbeatHistory With(long interval)
    {
        var drop = _intervals.Length == _capacity ? 1 : 0;
        var next = new long[_intervals.Length - drop + 1];
        Array.Copy(_intervals, drop, next, 0, _intervals.Length - drop);
        next[^1] = interval;
        var sum = _sum + interval;
        var squares = _squares + ((double)interval * interval);
        if (drop == 1)
        {
            sum -= _intervals[0];
            squares -= (double)_intervals[0] * _intervals[0];
        }

        return new HeartbeatHistory(_capacity, next, sum, squares);
    }
}
