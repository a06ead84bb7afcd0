namespace Akka.TestKit.Internal;

using Akka.Actor;
using Akka.TestKit;

/// <summary>Puts filters to use: mutes them in the listener, counts, and waits for the events.</summary>
public partial class InternalEventFilterApplier : IEventFilterApplier
{
    private readonly TestKitBase _testkit;
    private readonly ActorSystem _system;
    private readonly IReadOnlyList<EventFilterBase> _filters;

    /// <summary>An event counts when any of <paramref name="filters"/> picks it out.</summary>
    public InternalEventFilterApplier(TestKitBase testkit, ActorSystem system, IReadOnlyList<EventFilterBase> filters)
    {
        _testkit = testkit;
        _system = system;
        _filters = filters;
    }

    /// <inheritdoc/>
    public EventFilterFactory And => new(_testkit, _system, _filters);

    /// <summary>"1 message" or "n messages".</summary>
    protected static string GetMessageString(int number) => number == 1 ? "1 message" : $"{number} messages";

    /// <summary>Runs <paramref name="func"/> under the filters; with an expected count the events must come to it.</summary>
    protected T Intercept<T>(
        Func<T> func,
        ActorSystem system,
        TimeSpan? timeout,
        int? expectedOccurrences,
        MatchedEventHandler? matchedEventHandler = null,
        CancellationToken cancellationToken = default) => Blocking.Result(
            Filtered(false, () => Task.FromResult(func()), system, timeout, expectedOccurrences, matchedEventHandler, cancellationToken));

    /// <inheritdoc cref="Intercept"/>
    protected Task<T> InterceptAsync<T>(
        Func<Task<T>> func,
        ActorSystem system,
        TimeSpan? timeout,
        int? expectedOccurrences,
        MatchedEventHandler? matchedEventHandler = null,
        CancellationToken cancellationToken = default) =>
        Filtered(true, func, system, timeout, expectedOccurrences, matchedEventHandler, cancellationToken).AsTask();

    /// <summary>Waits until the count is reached, and says whether it is met exactly.</summary>
    protected bool AwaitDone(TimeSpan timeout, int? expectedOccurrences, MatchedEventHandler matchedEventHandler, CancellationToken cancellationToken = default) =>
        Blocking.Result(Counted(false, timeout, expectedOccurrences, matchedEventHandler, _system, cancellationToken));

    /// <inheritdoc cref="AwaitDone"/>
    protected Task<bool> AwaitDoneAsync(
        TimeSpan timeout,
        int? expectedOccurrences,
        MatchedEventHandler matchedEventHandler,
        CancellationToken cancellationToken = default) =>
        Counted(true, timeout, expectedOccurrences, matchedEventHandler, _system, cancellationToken).AsTask();

    private async ValueTask<T> Filtered<T>(
        bool async,
        Func<Task<T>> func,
        ActorSystem system,
        TimeSpan? timeout,
        int? expected,
        MatchedEventHandler? handler,
        CancellationToken token)
    {
        var leeway = _testkit.Dilated(timeout ?? TestKitExtension.For(system).TestEventFilterLeeway);
        var counter = handler ?? new MatchedEventHandler();
        var witness = new WitnessFilter();
        var start = TestKitBase.Now;
        using (Mute(system, counter, [witness]))
        {
            var value = await func();
            if (expected is { } count && !await Counted(async, leeway, count, counter, system, token))
            {
                var problem = counter.ReceivedCount > count
                    ? $"received {GetMessageString(counter.ReceivedCount - count)} too many"
                    : $"received {counter.ReceivedCount}";
                _testkit.InternalAssertions.Fail(
                    "{0}",
                    $"Expected {GetMessageString(count)}, but {problem} after {TestKitBase.Now - start} (leeway {leeway}). " +
                    $"The filter: {string.Join(" or ", _filters)}. {witness.Report()}");
            }

            return value;
        }
    }

    private static async ValueTask<bool> Counted(
        bool async,
        TimeSpan leeway,
        int? expected,
        MatchedEventHandler handler,
        ActorSystem system,
        CancellationToken token)
    {
        var deadline = Durations.Deadline(leeway);
        while (handler.ReceivedCount < (expected ?? 1) && await handler.Next(async, Durations.Until(deadline), token))
        {
            // Each turn is one event.
        }

        // What was logged before this moment, beyond the expected, must count as well.
        var barrier = new EventBarrier();
        system.EventStream.Publish(barrier);
        var patience = Durations.ForWait(Durations.Min(leeway, TimeSpan.FromSeconds(1)));
        if (async)
        {
            await Task.WhenAny(barrier.Met, Task.Delay(patience, token));
        }
        else
        {
            barrier.Met.Wait(patience, token);
        }

        return expected is { } count ? handler.ReceivedCount == count : handler.ReceivedCount > 0;
    }

    private InternalUnmutableFilter Mute(ActorSystem system, MatchedEventHandler? counter, IReadOnlyList<EventFilterBase> more)
    {
        foreach (var filter in counter is null ? [] : _filters)
        {
            filter.EventMatched += counter!.HandleEvent;
        }

        // Those that count come before the witness, which sees what they leave.
        var all = _filters.Concat(more).ToList();
        system.EventStream.Publish(new TestEvent.Mute(all));
        return new InternalUnmutableFilter(all, system, () =>
        {
            foreach (var filter in counter is null ? [] : _filters)
            {
                filter.EventMatched -= counter!.HandleEvent;
            }
        });
    }

    /// <summary>Counts events.</summary>
    protected class MatchedEventHandler
    {
        private readonly SemaphoreSlim _arrivals = new(0);
        private int _count;

        /// <summary>How many came.</summary>
        public int ReceivedCount => Volatile.Read(ref _count);

        /// <summary>Counts one.</summary>
        public virtual void HandleEvent(EventFilterBase eventFilter, Event.LogEvent logEvent)
        {
            Interlocked.Increment(ref _count);
            _arrivals.Release();
        }

        internal async ValueTask<bool> Next(bool async, TimeSpan limit, CancellationToken token)
        {
            var wait = Durations.ForWait(limit);
            return async ? await _arrivals.WaitAsync(wait, token) : _arrivals.Wait(wait, token);
        }
    }

    /// <summary>Filters in force.</summary>
    protected class InternalUnmutableFilter : IUnmutableFilter
    {
        private readonly IReadOnlyCollection<EventFilterBase> _filters;
        private readonly ActorSystem _system;
        private readonly Action? _ended;
        private bool _done;

        /// <summary>Made when the filters have been muted in <paramref name="system"/>.</summary>
        public InternalUnmutableFilter(IReadOnlyCollection<EventFilterBase> filters, ActorSystem system)
            : this(filters, system, null)
        {
        }

        internal InternalUnmutableFilter(IReadOnlyCollection<EventFilterBase> filters, ActorSystem system, Action? ended)
        {
            _filters = filters;
            _system = system;
            _ended = ended;
        }

        /// <inheritdoc/>
        public void Unmute() => Dispose();

        /// <inheritdoc/>
        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        /// <summary>Ends the filters, once.</summary>
        protected virtual void Dispose(bool disposing)
        {
            if (!_done && disposing)
            {
                _done = true;
                _system.EventStream.Publish(new TestEvent.Unmute(_filters));
                _ended?.Invoke();
            }
        }
    }
}
