namespace Akka.Event;

using Akka.Actor;

/// <summary>Decides which events stay out of the log.</summary>
public abstract class LogFilterBase : INoSerializationVerificationNeeded, IDeadLetterSuppression
{
    /// <summary>What it looks at.</summary>
    public abstract LogFilterType FilterType { get; }

    /// <summary>Judges one event; <paramref name="expandedMessage"/> is its text, given to filters of content.</summary>
    public abstract LogFilterDecision ShouldKeepMessage(LogEvent content, string? expandedMessage = null);
}
