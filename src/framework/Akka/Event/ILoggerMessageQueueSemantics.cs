namespace Akka.Event;

using Akka.Dispatch;

/// <summary>A mailbox made for loggers.</summary>
public interface ILoggerMessageQueueSemantics : ISemantics
{
}
