namespace Akka.Actor;

/// <summary>The constructor or <c>PostRestart</c> of the new instance failed.</summary>
public class PostRestartException : ActorInitializationException
{
    public PostRestartException(IActorRef actor, Exception cause, Exception originalCause)
        : base(actor, $"Exception post restart ({originalCause?.GetType().ToString() ?? "null"})", cause) => OriginalCause = originalCause;

    public Exception? OriginalCause { get; }
}
