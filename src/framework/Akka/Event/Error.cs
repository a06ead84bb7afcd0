namespace Akka.Event;

/// <summary>Something went wrong.</summary>
public class Error : LogEvent
{
    /// <summary>An event with the exception behind it, which may be null.</summary>
    public Error(Exception? cause, string logSource, Type logClass, object message) => Fill(cause, logSource, logClass, message);

    /// <inheritdoc/>
    public override LogLevel LogLevel() => Akka.Event.LogLevel.ErrorLevel;
}
