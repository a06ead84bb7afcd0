namespace Akka.Event;

/// <summary>How much a log event matters; a logger that is set to one level also takes every level above it.</summary>
public enum LogLevel
{
    /// <summary>For those who look for a fault.</summary>
    DebugLevel = 0,

    /// <summary>What happens in an ordinary run.</summary>
    InfoLevel = 1,

    /// <summary>Something that the system could put right, and that someone should know.</summary>
    WarningLevel = 2,

    /// <summary>Something went wrong.</summary>
    ErrorLevel = 3,
}
