namespace Akka.Event;

/// <summary>What happens in an ordinary run.</summary>
public class Info : LogEvent
{
    /// <summary>An event without a cause.</summary>
    public Info(string logSource, Type logClass, object message)
        : this(null, logSource, logClass, message)
    {
    }

    /// <summary>An event with the exception behind it, which may be null.</summary>
    public Info(Exception? cause, string logSource, Type logClass, object message) => Fill(cause, logSource, logClass, message);

    /// <inheritdoc/>
    public override LogLevel LogLevel() => Akka.Event.LogLevel.InfoLevel;
}
