namespace Akka.TestKit;

using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

/// <summary>
/// A scheduler whose time stands still until a test moves it. What falls due during a move runs on the test's thread, in the order of the
/// due times, and for equal ones in the order in which it was scheduled; what that schedules takes part when it falls within the move.
/// </summary>
/// <remarks>Unbounded, since only the system under test fills it.</remarks>
public partial class TestScheduler : IScheduler, IAdvancedScheduler
{
    private readonly ILoggingAdapter _log;
    private readonly object _gate = new();
    private readonly object _moving = new();
    private readonly PriorityQueue<Entry, (DateTimeOffset Due, long Order)> _entries = new();
    private readonly DateTimeOffset _start = DateTimeOffset.UtcNow;
    private DateTimeOffset _now;
    private long _order;

    /// <summary>Made by the ActorSystem from <c>akka.scheduler.implementation</c>. Virtual time begins at the time of the machine.</summary>
    public TestScheduler(Config config, ILoggingAdapter log)
    {
        _ = config;
        _log = log;
        _now = _start;
    }

    /// <summary>The virtual time.</summary>
    public DateTimeOffset Now
    {
        get
        {
            lock (_gate)
            {
                return _now;
            }
        }
    }

    /// <summary>Virtual time since the scheduler was made.</summary>
    public TimeSpan MonotonicClock => Now - _start;

    /// <summary>Virtual time since the scheduler was made.</summary>
    public TimeSpan HighResMonotonicClock => MonotonicClock;

    /// <summary>This scheduler.</summary>
    public IAdvancedScheduler Advanced => this;

    /// <summary>The virtual time.</summary>
    protected DateTimeOffset TimeNow => Now;

    /// <summary>Moves time by <paramref name="offset"/> and runs what falls due, on the calling thread.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The offset is negative.</exception>
    public void Advance(TimeSpan offset)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(offset, TimeSpan.Zero);
        lock (_moving)
        {
            MoveTo(Now + offset);
        }
    }

    /// <summary>Moves time to <paramref name="when"/> and runs what falls due, on the calling thread.</summary>
    /// <exception cref="InvalidOperationException">That time is past.</exception>
    public void AdvanceTo(DateTimeOffset when)
    {
        lock (_moving)
        {
            if (when < Now)
            {
                throw new InvalidOperationException($"The virtual time is {Now:O} already: it can't go back to {when:O}.");
            }

            MoveTo(when);
        }
    }

    private void MoveTo(DateTimeOffset target)
    {
        while (TakeDue(target) is { } entry)
        {
            Run(entry);
        }

        lock (_gate)
        {
            // An action may itself have advanced further.
            _now = target > _now ? target : _now;
        }
    }

    private Entry? TakeDue(DateTimeOffset target)
    {
        lock (_gate)
        {
            if (!_entries.TryPeek(out var entry, out var at) || at.Due > target)
            {
                return null;
            }

            _entries.Dequeue();
            _now = at.Due > _now ? at.Due : _now;
            return entry with { Due = at.Due };
        }
    }

    private void Run(Entry entry)
    {
        if (entry.Cancelable is { IsCancellationRequested: true })
        {
            return;
        }

        // Set before it runs, as a repeating timer that sets another must stay ahead of it.
        if (entry.Interval is { } interval)
        {
            Enqueue(entry, entry.Due + interval);
        }

        try
        {
            entry.Action();
        }
#pragma warning disable CA1031 // What a scheduled action throws belongs to no caller: it is logged, as the real scheduler does.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _log.Error(e, "Exception in a scheduled action, due at {0}", entry.Due);
        }
    }

    private void Schedule(TimeSpan delay, TimeSpan? interval, Action action, ICancelable? cancelable)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        if (interval is { } given)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(given, TimeSpan.Zero, nameof(interval));
        }

        Enqueue(new Entry(action, interval, cancelable, default), Now + delay);
    }

    private void Enqueue(Entry entry, DateTimeOffset due)
    {
        lock (_gate)
        {
            _entries.Enqueue(entry, (due, _order++));
        }
    }

    private sealed record Entry(Action Action, TimeSpan? Interval, ICancelable? Cancelable, DateTimeOffset Due);
}
