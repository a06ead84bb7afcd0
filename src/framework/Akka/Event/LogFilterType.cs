namespace Akka.Event;

/// <summary>What a filter looks at. Filters of content cost more: they need the text.</summary>
public enum LogFilterType
{
    /// <summary>The log source.</summary>
    Source,

    /// <summary>The text of the message.</summary>
    Content,
}
