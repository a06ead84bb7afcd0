namespace Akka.Event;

using Akka.Actor;

/// <summary>Published for a message that was dropped on purpose, such as one that found a full queue.</summary>
public sealed class Dropped : AllDeadLetters
{
    /// <summary>Records a dropped message and why.</summary>
    public Dropped(object message, string reason, IActorRef? sender, IActorRef recipient)
        : base(message, sender, recipient) => Reason = reason;

    /// <summary>Records a dropped message whose sender is the actor that runs now, if any.</summary>
    public Dropped(object message, string reason, IActorRef recipient)
        : this(message, reason, ActorCell.GetCurrentSelfOrNoSender(), recipient)
    {
    }

    /// <summary>Why it was dropped.</summary>
    public string Reason { get; }
}
