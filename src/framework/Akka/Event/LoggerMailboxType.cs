namespace Akka.Event;

using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;

/// <summary>The mailbox of loggers: unbounded, so that nobody who logs ever waits.</summary>
internal sealed class LoggerMailboxType : MailboxType, IProducesMessageQueue<LoggerMessageQueue>
{
    public LoggerMailboxType(Settings settings, Config config)
        : base(settings, config)
    {
    }

    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new LoggerMessageQueue();
}

internal sealed class LoggerMessageQueue : UnboundedMessageQueue, ILoggerMessageQueueSemantics;
