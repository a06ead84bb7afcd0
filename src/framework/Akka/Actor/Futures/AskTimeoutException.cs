namespace Akka.Actor;

/// <summary>An ask was not answered in time.</summary>
public class AskTimeoutException : AkkaException
{
    /// <summary>An exception that says what was waited for.</summary>
    public AskTimeoutException(string message)
        : base(message)
    {
    }
}
