namespace Akka.TestKit.Internal;

using Akka.Event;
using Akka.TestKit.Internal.StringMatcher;

/// <summary>Picks out errors, by their message and by the exception that caused them.</summary>
public class ErrorFilter : EventFilterBase
{
    private readonly Type? _exceptionType;
    private readonly bool _recurseInnerExceptions;

    /// <summary>Errors with or without a cause.</summary>
    public ErrorFilter(IStringMatcher? messageMatcher = null, IStringMatcher? sourceMatcher = null)
        : base(messageMatcher, sourceMatcher)
    {
    }

    /// <summary>Errors with a cause of that type; the message may be the event's or the exception's.</summary>
    public ErrorFilter(
        Type exceptionType,
        IStringMatcher? messageMatcher = null,
        IStringMatcher? sourceMatcher = null,
        bool recurseInnerExceptions = false)
        : base(messageMatcher, sourceMatcher)
    {
        _exceptionType = exceptionType;
        _recurseInnerExceptions = recurseInnerExceptions;
    }

    /// <inheritdoc/>
    protected override string FilterDescriptiveName => _exceptionType is null ? "Error" : $"Error caused by {_exceptionType}";

    /// <inheritdoc/>
    protected override bool IsMatch(LogEvent evt) =>
        evt is Error && (_exceptionType is null ? InternalDoMatch(evt.LogSource, evt.Message) : IsCause(evt, evt.Cause));

    private bool IsCause(LogEvent evt, Exception? cause) =>
        cause is not null
        && ((_exceptionType!.IsInstanceOfType(cause)
             && (InternalDoMatch(evt.LogSource, evt.Message) || InternalDoMatch(evt.LogSource, cause.Message)))
            || (_recurseInnerExceptions && Inner(cause).Any(inner => IsCause(evt, inner))));

    private static IEnumerable<Exception> Inner(Exception cause) =>
        cause is AggregateException aggregate ? aggregate.InnerExceptions
        : cause.InnerException is { } inner ? [inner]
        : [];
}
