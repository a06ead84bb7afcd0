namespace Akka.Event;

using Akka.Actor;

/// <summary>A message that did not arrive or was not handled.</summary>
public abstract class AllDeadLetters : IWrappedMessage
{
    /// <summary>Records a message, who sent it and to whom.</summary>
    protected AllDeadLetters(object message, IActorRef? sender, IActorRef? recipient)
    {
        Message = message;
        Sender = sender!;
        Recipient = recipient!;
    }

    /// <summary>The message.</summary>
    public object Message { get; }

    /// <summary>Who was to get it.</summary>
    public IActorRef Recipient { get; }

    /// <summary>Who sent it; no sender is null or the dead letters themselves.</summary>
    public IActorRef Sender { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{GetType().Name} from {Sender} to {Recipient}: <{Message}>";
}
