namespace Akka.Event;

using System.Globalization;
using System.Text;
using Akka.Actor;

/// <summary>One thing that was logged. It carries the unformatted message: a logger formats it, never the one who logs.</summary>
public abstract class LogEvent : INoSerializationVerificationNeeded
{
    /// <summary>Stamps the event with the time (UTC) and the thread of the caller.</summary>
    protected LogEvent()
    {
        Timestamp = DateTime.UtcNow;
        Thread = Thread.CurrentThread;
    }

    /// <summary>The exception that is behind the event, or null.</summary>
    public Exception Cause { get; protected set; } = null!;

    /// <summary>When it was logged, UTC.</summary>
    public DateTime Timestamp { get; }

    /// <summary>The thread that logged it.</summary>
    public Thread Thread { get; }

    /// <summary>Where it comes from: an actor's path, a type's name, or any text.</summary>
    public string LogSource { get; protected set; } = "";

    /// <summary>The type that logged it.</summary>
    public Type LogClass { get; protected set; } = typeof(DummyClassForStringSources);

    /// <summary>A text, or a <see cref="LogMessage"/> that becomes one when it is printed.</summary>
    public object Message { get; protected set; } = "";

    /// <summary>The level that this type of event stands for.</summary>
    public abstract LogLevel LogLevel();

    /// <summary>One line (level, time, thread, source, message), and the cause on the next ones.</summary>
    public override string ToString()
    {
        var text = new StringBuilder()
            .Append('[').Append(Logging.StringFor(LogLevel())).Append("][")
            .Append(Timestamp.ToString("MM/dd/yyyy HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)).Append("][Thread ")
            .Append(Thread.ManagedThreadId.ToString("0000", CultureInfo.InvariantCulture)).Append("][")
            .Append(LogSource).Append("] ").Append(Message);
        if (Cause is not null)
            text.AppendLine().Append("Cause: ").Append(Cause);
        return text.ToString();
    }

    private protected void Fill(Exception? cause, string logSource, Type logClass, object message)
    {
        Cause = cause!;
        LogSource = logSource;
        LogClass = logClass;
        Message = message;
    }
}
