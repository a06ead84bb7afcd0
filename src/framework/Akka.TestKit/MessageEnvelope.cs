namespace Akka.TestKit;

using Akka.Actor;

/// <summary>A message that a test actor received, and its sender.</summary>
public abstract class MessageEnvelope
{
    /// <summary>The message.</summary>
    public abstract object Message { get; }

    /// <summary>Who sent it.</summary>
    public abstract IActorRef Sender { get; }
}
