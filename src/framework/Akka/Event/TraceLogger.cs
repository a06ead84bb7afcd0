namespace Akka.Event;

using System.Diagnostics;
using Akka.Actor;

/// <summary>Writes log events to <see cref="Trace"/>.</summary>
public class TraceLogger : UntypedActor
{
    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                Sender.Tell(new LoggerInitialized(), Self);
                break;
            case Error error:
                Trace.TraceError(error.ToString());
                break;
            case Warning warning:
                Trace.TraceWarning(warning.ToString());
                break;
            case LogEvent other:
                Trace.TraceInformation(other.ToString());
                break;
            default:
                Unhandled(message);
                break;
        }
    }
}
