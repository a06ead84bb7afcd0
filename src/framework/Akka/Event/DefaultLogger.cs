namespace Akka.Event;

using Akka.Actor;
using Akka.Dispatch;

/// <summary>The logger that a system has by default: an actor that writes to standard output, so those who log never wait for it.</summary>
public class DefaultLogger : ActorBase, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    private readonly MinimalLogger _output = Context.System.Settings.StdoutLogger;

    /// <inheritdoc/>
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                Sender.Tell(new LoggerInitialized(), Self);
                return true;
            case LogEvent logEvent:
                Print(logEvent);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Writes one event.</summary>
    protected virtual void Print(LogEvent logEvent) => _output.Tell(logEvent, ActorRefs.NoSender);
}
