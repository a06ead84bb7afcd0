namespace Akka.Event;

/// <summary>Details for those who look for a fault.</summary>
public class Debug : LogEvent
{
    /// <summary>An event without a cause.</summary>
    public Debug(string logSource, Type logClass, object message)
        : this(null, logSource, logClass, message)
    {
    }

    /// <summary>An event with the exception behind it, which may be null.</summary>
    public Debug(Exception? cause, string logSource, Type logClass, object message) => Fill(cause, logSource, logClass, message);

    /// <inheritdoc/>
    public override LogLevel LogLevel() => Akka.Event.LogLevel.DebugLevel;
}
