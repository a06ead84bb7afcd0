namespace Akka.Event;

using Akka.Actor;

/// <summary>Published for each message that an actor received and did not handle.</summary>
public sealed class UnhandledMessage(object message, IActorRef? sender, IActorRef? recipient) : AllDeadLetters(message, sender, recipient)
{
}
