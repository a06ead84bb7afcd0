namespace Akka.Event;

using Akka.Actor;

/// <summary>Published for each message whose receiver doesn't exist (any more).</summary>
public sealed class DeadLetter : AllDeadLetters
{
    /// <summary>Records an undelivered message.</summary>
    /// <exception cref="ArgumentNullException">Sender or recipient is missing.</exception>
    public DeadLetter(object message, IActorRef sender, IActorRef recipient)
        : base(message, sender, recipient)
    {
        ArgumentNullException.ThrowIfNull(sender);
        ArgumentNullException.ThrowIfNull(recipient);
    }
}
