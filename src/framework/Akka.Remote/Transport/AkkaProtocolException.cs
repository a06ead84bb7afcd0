namespace Akka.Remote.Transport;

using Akka.Actor;

/// <summary>Something went wrong in the protocol between two nodes.</summary>
public class AkkaProtocolException : AkkaException
{
    public AkkaProtocolException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
