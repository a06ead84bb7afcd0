namespace Akka.P2P.Testing;

/// <summary>
/// A clock that stands still until a test moves it. Timers fire during <see cref="Advance"/>, in the order of their due times
/// (those due together in the order in which they were set), each with the clock at its own due time.
/// </summary>
/// <remarks>The timestamp frequency is a prime, so that code that takes timestamps for 100 ns ticks is found out.</remarks>
public sealed partial class FakeClock : TimeProvider
{
    private readonly object _gate = new();
    private readonly List<FakeTimer> _armed = [];
    private readonly DateTimeOffset _start;
    private List<(int Count, TaskCompletionSource Reached)> _waiters = [];
    private DateTimeOffset _now;
    private long _sequence;

    /// <summary>A clock that shows <paramref name="start"/> (by default 2030-01-02 03:04:05 UTC).</summary>
    public FakeClock(DateTimeOffset? start = null) =>
        _now = _start = (start ?? new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero)).ToUniversalTime();

    /// <inheritdoc/>
    public override long TimestampFrequency => 19_999_999;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>How many timers are set and have not fired for the last time.</summary>
    public int ArmedTimers
    {
        get
        {
            lock (_gate)
            {
                return _armed.Count;
            }
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => (long)((Int128)(GetUtcNow() - _start).Ticks * TimestampFrequency / TimeSpan.TicksPerSecond);

    /// <summary>Moves the clock and fires what falls due, callbacks on the calling thread. Timers set by a callback take part.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The step is negative: time never goes back.</exception>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var target = GetUtcNow() + by;
        while (NextDue(target) is { } timer)
        {
            timer.Fire();
        }

        lock (_gate)
        {
            _now = target > _now ? target : _now;
        }
    }

    /// <summary>Completes as soon as at least <paramref name="count"/> timers are set: then it is safe to advance.</summary>
    public Task WhenArmed(int count = 1)
    {
        lock (_gate)
        {
            if (_armed.Count >= count)
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((count, reached));
            return reached.Task;
        }
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new FakeTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private FakeTimer? NextDue(DateTimeOffset limit)
    {
        lock (_gate)
        {
            var next = _armed.Where(t => t.Due <= limit).MinBy(t => (t.Due, t.Order));
            if (next is not null)
            {
                _now = next.Due > _now ? next.Due : _now;
                next.Rearm();
            }

            return next;
        }
    }
}
