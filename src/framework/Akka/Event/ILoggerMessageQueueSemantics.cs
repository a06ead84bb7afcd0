namespace Akka.Event;

using Akka.Dispatch;

/// <summary>What an actor asks of its mailbox when it is a logger.</summary>
public interface ILoggerMessageQueueSemantics : ISemantics;
