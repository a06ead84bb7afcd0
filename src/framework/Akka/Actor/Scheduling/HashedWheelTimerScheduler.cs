namespace Akka.Actor;

using System.Diagnostics;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

/// <summary>The default scheduler: one thread that sleeps until the next entry is due. Nothing runs early; the thread runs entries one by one.</summary>
public sealed class HashedWheelTimerScheduler : SchedulerBase, IDateTimeOffsetNowTimeProvider, IDisposable
{
    private readonly object _gate = new();

    // Bounded by what the system schedules; cancelled entries are swept out whenever the queue has doubled.
    private readonly PriorityQueue<Entry, long> _entries = new();
    private Thread? _thread;
    private int _sweepAt = 1024;
    private bool _stopped;

    public HashedWheelTimerScheduler(Config scheduler, ILoggingAdapter log)
        : base(scheduler, log)
    {
    }

    public override TimeSpan MonotonicClock => Stopwatch.GetElapsedTime(0);

    public override TimeSpan HighResMonotonicClock => Stopwatch.GetElapsedTime(0);

    protected override DateTimeOffset TimeNow => DateTimeOffset.UtcNow;

    /// <summary>Ends the thread; what was still to come is dropped.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _stopped = true;
            _entries.Clear();
            Monitor.Pulse(_gate);
        }
    }

    protected override void InternalScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable? cancelable) =>
        Add(new TellEntry(receiver, message, sender, cancelable), delay, TimeSpan.Zero);

    protected override void InternalScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable? cancelable) =>
        Add(new TellEntry(receiver, message, sender, cancelable), initialDelay, interval);

    protected override void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable? cancelable) =>
        Add(new ActionEntry(action, cancelable), delay, TimeSpan.Zero);

    protected override void InternalScheduleOnce(TimeSpan delay, IRunnable action, ICancelable? cancelable) =>
        Add(new ActionEntry(action.Run, cancelable), delay, TimeSpan.Zero);

    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable? cancelable) =>
        Add(new ActionEntry(action, cancelable), initialDelay, interval);

    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable? cancelable) =>
        Add(new ActionEntry(action.Run, cancelable), initialDelay, interval);

    private static long Ticks(TimeSpan span) => (long)(Math.Min(span.TotalSeconds, TimeSpan.FromDays(3650).TotalSeconds) * Stopwatch.Frequency);

    private void Add(Entry entry, TimeSpan delay, TimeSpan interval)
    {
        entry.Due = Stopwatch.GetTimestamp() + Ticks(delay);
        entry.Interval = Ticks(interval);
        lock (_gate)
        {
            if (_stopped)
            {
                throw new SchedulerException("cannot enqueue after timer shutdown");
            }

            if (_entries.Count >= _sweepAt)
            {
                Sweep();
            }

            _entries.Enqueue(entry, entry.Due);
            if (_thread is null)
            {
                _thread = new Thread(Work) { IsBackground = true, Name = "akka-scheduler" };
                _thread.Start();
            }
            else if (ReferenceEquals(_entries.Peek(), entry))
            {
                Monitor.Pulse(_gate);
            }
        }
    }

    private void Sweep()
    {
        var alive = _entries.UnorderedItems.Where(e => !e.Element.IsCanceled).ToList();
        _entries.Clear();
        _entries.EnqueueRange(alive);
        _sweepAt = Math.Max(1024, alive.Count * 2);
    }

    private void Work()
    {
        while (Next() is { } entry)
        {
            if (entry.IsCanceled)
            {
                continue;
            }

            try
            {
                entry.Run();
            }
            catch (Exception e)
            {
                // What has failed is not run again: it would fail at every interval.
                Log.Log(LogLevel.ErrorLevel, e, $"Error while executing scheduled task {entry}");
                continue;
            }

            if (entry.Interval > 0 && !entry.IsCanceled)
            {
                // On the grid of the first due time, so that the rate holds; a late timer does not catch up.
                entry.Due = Math.Max(entry.Due + entry.Interval, Stopwatch.GetTimestamp());
                lock (_gate)
                {
                    if (!_stopped)
                    {
                        _entries.Enqueue(entry, entry.Due);
                    }
                }
            }
        }
    }

    /// <summary>Waits for the next entry to fall due; <c>null</c> at the end.</summary>
    private Entry? Next()
    {
        lock (_gate)
        {
            while (!_stopped)
            {
                if (!_entries.TryPeek(out var entry, out var due))
                {
                    Monitor.Wait(_gate);
                    continue;
                }

                var left = due - Stopwatch.GetTimestamp();
                if (left <= 0)
                {
                    return _entries.Dequeue();
                }

                // Rounded up: never early.
                var milliseconds = Math.Min(((left * 1000) + Stopwatch.Frequency - 1) / Stopwatch.Frequency, int.MaxValue);
                Monitor.Wait(_gate, (int)milliseconds);
            }

            return null;
        }
    }

    private abstract class Entry(ICancelable? cancelable)
    {
        public long Due { get; set; }

        public long Interval { get; set; }

        public bool IsCanceled => cancelable?.IsCancellationRequested == true;

        public abstract void Run();
    }

    private sealed class TellEntry(ICanTell receiver, object message, IActorRef sender, ICancelable? cancelable) : Entry(cancelable)
    {
        public override void Run() => receiver.Tell(message, sender);
    }

    private sealed class ActionEntry(Action action, ICancelable? cancelable) : Entry(cancelable)
    {
        public override void Run() => action();
    }
}
