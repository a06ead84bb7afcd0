namespace Akka.Event;

/// <summary>What one filter thinks of one event.</summary>
public enum LogFilterDecision
{
    /// <summary>Log it, as far as this filter goes.</summary>
    Keep,

    /// <summary>Don't log it, whatever the others say.</summary>
    Drop,

    /// <summary>The filter can't tell.</summary>
    NoDecision,
}
