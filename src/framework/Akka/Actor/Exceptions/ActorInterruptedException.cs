namespace Akka.Actor;

/// <summary>The thread of an actor was interrupted.</summary>
public class ActorInterruptedException : AkkaException
{
    public ActorInterruptedException(string? message = null, Exception? cause = null)
        : base(message, cause)
    {
    }
}
