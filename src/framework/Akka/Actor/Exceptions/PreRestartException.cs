namespace Akka.Actor;

/// <summary><c>PreRestart</c> of the failed instance failed.</summary>
public class PreRestartException : ActorInitializationException
{
    public PreRestartException(IActorRef actor, Exception restartException, Exception cause, object? optionalMessage)
        : base(actor, $"Exception in PreRestart({restartException.GetType()}, {optionalMessage?.GetType().ToString() ?? "None"})", cause)
    {
        RestartException = restartException;
        OptionalMessage = optionalMessage;
    }

    public Exception RestartException { get; }

    public object? OptionalMessage { get; }
}
