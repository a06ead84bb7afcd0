namespace Akka.Dispatch;

/// <summary>An executor takes no more work.</summary>
public class RejectedExecutionException : Actor.AkkaException
{
    public RejectedExecutionException(string? message = null, Exception? inner = null)
        : base(message, inner)
    {
    }
}
