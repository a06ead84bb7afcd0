namespace Akka.Event;

/// <summary>What code logs with. The methods that people call (<c>Info</c>, <c>Warning</c> …) are in <see cref="LoggingExtensions"/>.</summary>
public interface ILoggingAdapter
{
    /// <summary>What formats the messages made through this adapter.</summary>
    ILogMessageFormatter Formatter { get; }

    /// <summary>Whether debug events go anywhere.</summary>
    bool IsDebugEnabled { get; }

    /// <summary>Whether info events go anywhere.</summary>
    bool IsInfoEnabled { get; }

    /// <summary>Whether warnings go anywhere.</summary>
    bool IsWarningEnabled { get; }

    /// <summary>Whether errors go anywhere.</summary>
    bool IsErrorEnabled { get; }

    /// <summary>Whether events of that level go anywhere.</summary>
    bool IsEnabled(LogLevel logLevel);

    /// <summary>Logs a template with arguments.</summary>
    void Log(LogLevel logLevel, Exception? cause, LogMessage message);

    /// <summary>Logs a text as it stands.</summary>
    void Log(LogLevel logLevel, Exception? cause, string format);
}
