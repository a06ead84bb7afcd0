namespace Akka.Event;

using Akka.Actor;
using Akka.Actor.Setup;

public interface IDeadLetterSuppression;
public abstract class AllDeadLetters : IWrappedMessage
{
    protected AllDeadLetters(object message, IActorRef sender, IActorRef recipient) { Message = message; Sender = sender; Recipient = recipient; }
    public object Message { get; }
    public IActorRef Recipient { get; }
    public IActorRef Sender { get; }
}
public sealed class DeadLetter(object message, IActorRef sender, IActorRef recipient) : AllDeadLetters(message, sender, recipient);
public sealed class SuppressedDeadLetter(IDeadLetterSuppression message, IActorRef sender, IActorRef recipient) : AllDeadLetters(message, sender, recipient);
public sealed class Dropped(object message, string reason, IActorRef sender, IActorRef recipient) : AllDeadLetters(message, sender, recipient) { public string Reason { get; } = reason; }
public sealed class UnhandledMessage(object message, IActorRef sender, IActorRef recipient) : AllDeadLetters(message, sender, recipient);
public enum LogLevel { DebugLevel, InfoLevel, WarningLevel, ErrorLevel }
public interface ILoggingAdapter { void Log(LogLevel logLevel, Exception? cause, string format); }
public interface ILogMessageFormatter;
public class LogFilterEvaluator { public static readonly LogFilterEvaluator NoFilters = new(); }
public sealed class LogFilterSetup : Setup { public LogFilterEvaluator CreateEvaluator() => LogFilterEvaluator.NoFilters; }
public abstract class LogEvent;
public class Warning(string logSource, Type logClass, object message) : LogEvent { public object All { get; } = (logSource, logClass, message); }
public class Error(Exception? cause, string logSource, Type logClass, object message) : LogEvent { public object All { get; } = (cause, logSource, logClass, message); }
public abstract class MinimalLogger : MinimalActorRef;
public class EventStream { public void Publish(object message) { } }
