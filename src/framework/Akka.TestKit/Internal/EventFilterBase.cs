namespace Akka.TestKit.Internal;

using Akka.Event;
using Akka.TestKit.Internal.StringMatcher;

/// <summary>Called for each event that a filter picks out.</summary>
public delegate void EventMatched(EventFilterBase eventFilter, LogEvent logEvent);

/// <summary>A filter by message and source.</summary>
public abstract class EventFilterBase : IEventFilter
{
    private readonly IStringMatcher _messageMatcher;
    private readonly IStringMatcher _sourceMatcher;

    /// <summary>A matcher that is null accepts everything.</summary>
    protected EventFilterBase(IStringMatcher? messageMatcher, IStringMatcher? sourceMatcher)
    {
        _messageMatcher = messageMatcher ?? MatchesAll.Instance;
        _sourceMatcher = sourceMatcher ?? MatchesAll.Instance;
    }

    /// <summary>Raised for each event that is picked out.</summary>
    public event EventMatched? EventMatched;

    /// <summary>What it filters, for messages.</summary>
    protected abstract string FilterDescriptiveName { get; }

    /// <inheritdoc/>
    public bool Apply(LogEvent logEvent)
    {
        if (!IsMatch(logEvent))
        {
            return false;
        }

        OnEventMatched(logEvent);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var message = ReferenceEquals(_messageMatcher, MatchesAll.Instance) ? string.Empty : $" when the message {_messageMatcher}";
        var source = ReferenceEquals(_sourceMatcher, MatchesAll.Instance) ? string.Empty : $" when the source {_sourceMatcher}";
        return FilterDescriptiveName + message + source;
    }

    /// <summary>Whether the event is picked out.</summary>
    protected abstract bool IsMatch(LogEvent evt);

    /// <summary>Raises <see cref="EventMatched"/>.</summary>
    protected virtual void OnEventMatched(LogEvent logEvent) => EventMatched?.Invoke(this, logEvent);

    /// <summary>Whether both source and message match.</summary>
    protected bool InternalDoMatch(string? src, object? msg) => _sourceMatcher.IsMatch(src) && _messageMatcher.IsMatch(msg?.ToString() ?? "null");
}
