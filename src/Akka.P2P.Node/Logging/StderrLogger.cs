namespace Akka.P2P.Node.Logging;

using Akka.Actor;
using Akka.Dispatch;
using Akka.Event;

/// <summary>
/// Writes log events to standard error: standard output belongs to results, and with <c>--json</c> to nothing else.
/// </summary>
public sealed class StderrLogger : UntypedActor, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                Sender.Tell(new LoggerInitialized());
                break;
            case LogEvent log:
                Console.Error.WriteLine(Format(log));
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private static string Format(LogEvent log)
    {
        var text = log.Message.ToString() ?? "";
        return LogLine.Format(log.Timestamp, LevelOf(log), log.LogSource, log.Cause is null ? text : $"{text} ({log.Cause})");
    }

    private static string LevelOf(LogEvent log) => log.LogLevel() switch
    {
        LogLevel.DebugLevel => "DEBUG",
        LogLevel.InfoLevel => "INFO",
        LogLevel.WarningLevel => "WARNING",
        _ => "ERROR",
    };
}
