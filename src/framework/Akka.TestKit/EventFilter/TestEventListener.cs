namespace Akka.TestKit;

using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Internal;

/// <summary>The logger of tests: prints what no filter picks out.</summary>
public class TestEventListener : DefaultLogger
{
    /// <summary>The newest first, so that an inner expectation counts what an outer one would take.</summary>
    private readonly LinkedList<EventFilterBase> _filters = new();

    /// <inheritdoc/>
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger initialize:
                Subscribe(initialize.LoggingBus);
                return base.Receive(message);
            case TestEvent.Mute mute:
                foreach (var filter in mute.Filters.Reverse())
                {
                    _filters.AddFirst(filter);
                }

                return true;
            case TestEvent.Unmute unmute:
                foreach (var filter in unmute.Filters)
                {
                    _filters.Remove(filter);
                }

                return true;
            case EventBarrier barrier:
                barrier.Meet();
                return true;
            case LogEvent logEvent:
                return IsFiltered(logEvent) || base.Receive(message);
            case DeadLetter letter:
                // Only for the filters: the dead letter listener logs them in its own words.
                IsFiltered(new Warning(letter.Recipient.Path.ToString(), letter.Recipient.GetType(), letter));
                return true;
            case UnhandledMessage unhandled:
                Unhandled(unhandled);
                return true;
            default:
                return base.Receive(message);
        }
    }

    private void Subscribe(LoggingBus bus)
    {
        foreach (var type in (Type[])[typeof(TestEvent.Mute), typeof(TestEvent.Unmute), typeof(EventBarrier), typeof(DeadLetter), typeof(UnhandledMessage)])
        {
            bus.Subscribe(Context.Self, type);
        }
    }

    private void Unhandled(UnhandledMessage unhandled)
    {
        var warning = new Warning(
            unhandled.Recipient.Path.ToString(),
            unhandled.Recipient.GetType(),
            $"Unhandled message from {unhandled.Sender} : {unhandled.Message}");
        if (!IsFiltered(warning))
        {
            Print(warning);
        }
    }

    private bool IsFiltered(LogEvent logEvent)
    {
        foreach (var filter in _filters)
        {
            if (Picks(filter, logEvent))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A test's predicate that throws must not restart the logger, which would lose every filter.</summary>
    private static bool Picks(EventFilterBase filter, LogEvent logEvent)
    {
        try
        {
            return filter.Apply(logEvent);
        }
#pragma warning disable CA1031 // See above: whatever it is, the event then counts as not picked out.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }
}
