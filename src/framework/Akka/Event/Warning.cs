namespace Akka.Event;

/// <summary>Something that could be put right, and that someone should know.</summary>
public class Warning : LogEvent
{
    /// <summary>An event without a cause.</summary>
    public Warning(string logSource, Type logClass, object message)
        : this(null, logSource, logClass, message)
    {
    }

    /// <summary>An event with the exception behind it, which may be null.</summary>
    public Warning(Exception? cause, string logSource, Type logClass, object message) => Fill(cause, logSource, logClass, message);

    /// <inheritdoc/>
    public override LogLevel LogLevel() => Akka.Event.LogLevel.WarningLevel;
}
