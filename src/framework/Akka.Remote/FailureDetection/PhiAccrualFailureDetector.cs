namespace Akka.Remote;

using Akka.Configuration;
using Akka.Event;

/// <summary>
/// Judges by suspicion: phi is minus the decimal logarithm of the chance that a heartbeat is still to come, given how the
/// earlier ones were spaced (Hayashibara et al., "The φ accrual failure detector", 2004). The normal distribution is
/// approximated by a logistic function, good to 0.00014.
/// </summary>
public class PhiAccrualFailureDetector : FailureDetector
{
    private readonly Clock _clock;
    private readonly double _threshold;
    private readonly int _maxSampleSize = 200;
    private readonly double _minStdDeviationMillis = 100;
    private readonly double _acceptablePauseMillis;
    private readonly long _firstEstimateMillis = 1000;
    private readonly EventStream? _eventStream;
    private State _state;

    /// <param name="threshold">Phi from which on the resource counts as lost; positive. 8 is one mistake in 10^8 judgements.</param>
    /// <param name="maxSampleSize">Intervals that are remembered.</param>
    /// <param name="minStdDeviation">The least deviation that is assumed: heartbeats that come too regularly must not make it nervous.</param>
    /// <param name="acceptableHeartbeatPause">Silence that is put up with on top of the mean interval.</param>
    /// <param name="firstHeartbeatEstimate">The interval that is assumed before there are two heartbeats.</param>
    /// <param name="clock">Milliseconds; the machine's clock when null.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public PhiAccrualFailureDetector(
        double threshold,
        int maxSampleSize,
        TimeSpan minStdDeviation,
        TimeSpan acceptableHeartbeatPause,
        TimeSpan firstHeartbeatEstimate,
        Clock? clock = null)
        : this(clock ?? DefaultClock)
    {
        _threshold = threshold > 0 ? threshold : throw new ArgumentException("threshold must be > 0", nameof(threshold));
        _maxSampleSize = maxSampleSize > 0 ? maxSampleSize : throw new ArgumentException("max-sample-size must be > 0", nameof(maxSampleSize));
        _minStdDeviationMillis = minStdDeviation > TimeSpan.Zero
            ? minStdDeviation.TotalMilliseconds
            : throw new ArgumentException("min-std-deviation must be > 0", nameof(minStdDeviation));
        _acceptablePauseMillis = acceptableHeartbeatPause >= TimeSpan.Zero
            ? acceptableHeartbeatPause.TotalMilliseconds
            : throw new ArgumentException("acceptable-heartbeat-pause must be >= 0", nameof(acceptableHeartbeatPause));
        _firstEstimateMillis = firstHeartbeatEstimate > TimeSpan.Zero
            ? (long)firstHeartbeatEstimate.TotalMilliseconds
            : throw new ArgumentException("heartbeat-interval must be > 0", nameof(firstHeartbeatEstimate));
        _state = new State(HeartbeatHistory.Empty(_maxSampleSize), null);
    }

    /// <summary>From a section with <c>threshold, max-sample-size, min-std-deviation, acceptable-heartbeat-pause, heartbeat-interval</c>.</summary>
    public PhiAccrualFailureDetector(Config config, EventStream eventStream)
        : this(
            config.GetDouble("threshold"),
            config.GetInt("max-sample-size"),
            config.GetTimeSpan("min-std-deviation"),
            config.GetTimeSpan("acceptable-heartbeat-pause"),
            config.GetTimeSpan("heartbeat-interval")) => _eventStream = eventStream;

    protected PhiAccrualFailureDetector(Clock clock)
    {
        _clock = clock;
        _threshold = 10;
        _acceptablePauseMillis = 10_000;
        _state = new State(HeartbeatHistory.Empty(_maxSampleSize), null);
    }

    /// <summary>Whose heartbeats these are, for the log.</summary>
    public string Address { get; set; } = "N/A";

    public override bool IsAvailable => Phi(_clock()) < _threshold;

    public override bool IsMonitoring => Volatile.Read(ref _state).Latest is not null;

    /// <summary>The suspicion right now; 0 before the first heartbeat.</summary>
    internal double CurrentPhi => Phi(_clock());

    public override void HeartBeat()
    {
        while (true)
        {
            var now = _clock();
            var old = Volatile.Read(ref _state);
            HeartbeatHistory history;
            if (old.Latest is not { } latest)
            {
                // Two made-up intervals around the estimate give the first judgements a mean and some width.
                var deviation = _firstEstimateMillis / 4;
                history = old.History.With(_firstEstimateMillis - deviation).With(_firstEstimateMillis + deviation);
            }
            else
            {
                var interval = now - latest;
                // The silence of an outage says nothing about how heartbeats are spaced when all is well.
                history = Phi(now, old) < _threshold ? old.History.With(interval) : old.History;
                if (_eventStream is not null && _acceptablePauseMillis > 0 && interval >= _acceptablePauseMillis / 3 * 2)
                {
                    _eventStream.Publish(new Warning(
                        nameof(PhiAccrualFailureDetector),
                        GetType(),
                        $"heartbeat interval of {Address} is growing too large: {interval} ms"));
                }
            }

            if (ReferenceEquals(Interlocked.CompareExchange(ref _state, new State(history, now), old), old))
            {
                return;
            }
        }
    }

    private double Phi(long now) => Phi(now, Volatile.Read(ref _state));

    private double Phi(long now, State state)
    {
        if (state.Latest is not { } latest)
        {
            return 0;
        }

        var elapsed = now - latest;
        var mean = state.History.Mean + _acceptablePauseMillis;
        var deviation = Math.Max(state.History.StandardDeviation, _minStdDeviationMillis);
        var y = (elapsed - mean) / deviation;
        var e = Math.Exp(-y * (1.5976 + (0.070566 * y * y)));
        return elapsed > mean ? -Math.Log10(e / (1 + e)) : -Math.Log10(1 - (1 / (1 + e)));
    }

    private sealed record State(HeartbeatHistory History, long? Latest);
}
