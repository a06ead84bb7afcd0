namespace Akka.Event;

using Akka.Actor;

/// <summary>Published instead of a <see cref="DeadLetter"/> for messages that are <see cref="IDeadLetterSuppression"/>.</summary>
public sealed class SuppressedDeadLetter : AllDeadLetters
{
    /// <summary>Records an undelivered message whose loss is expected.</summary>
    /// <exception cref="ArgumentNullException">Sender or recipient is missing.</exception>
    public SuppressedDeadLetter(IDeadLetterSuppression message, IActorRef sender, IActorRef recipient)
        : base(message, sender, recipient)
    {
        ArgumentNullException.ThrowIfNull(sender);
        ArgumentNullException.ThrowIfNull(recipient);
    }
}
