namespace Akka.TestKit;

using Akka.Event;
using Akka.TestKit.Internal;
using Akka.TestKit.Internal.StringMatcher;

/// <summary>Picks out dead letters; the source is the path of the recipient.</summary>
public sealed class DeadLettersFilter(IStringMatcher messageMatcher, IStringMatcher sourceMatcher, Predicate<DeadLetter>? isMatch = null)
    : EventFilterBase(messageMatcher, sourceMatcher)
{
    /// <inheritdoc/>
    protected override string FilterDescriptiveName => "DeadLetter";

    /// <inheritdoc/>
    protected override bool IsMatch(LogEvent evt) =>
        evt.Message is DeadLetter letter && (isMatch is null || isMatch(letter)) && InternalDoMatch(evt.LogSource, letter.Message);
}
