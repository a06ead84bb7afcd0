namespace Akka.Event;

/// <summary>A template and its arguments, formatted only when somebody reads it.</summary>
public abstract class LogMessage
{
    /// <summary>What will format it.</summary>
    protected readonly ILogMessageFormatter Formatter;

    /// <summary>A message of that template.</summary>
    public LogMessage(ILogMessageFormatter formatter, string format)
    {
        Formatter = formatter;
        Format = format;
    }

    /// <summary>The template.</summary>
    public string Format { get; }

    /// <summary>The template and the arguments side by side, for loggers that can't format.</summary>
    public abstract string Unformatted();

    /// <summary>The arguments in the template's order.</summary>
    public abstract IEnumerable<object> Parameters();
}
