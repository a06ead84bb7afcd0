namespace Akka.Remote.Transport.Tcp;

using Akka.Actor;

/// <summary>A message on its way to the socket, kept so that it can still become a dead letter. System messages aren't: their outbox has them.</summary>
internal readonly record struct QueuedMessage(object Message, IActorRef? Sender, IActorRef Recipient);
