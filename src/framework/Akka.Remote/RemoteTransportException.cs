namespace Akka.Remote;

using Akka.Actor;

/// <summary>The transport could not do what it was asked to: a port is taken, a setting makes no sense, an address is not reachable.</summary>
public class RemoteTransportException : AkkaException
{
    public RemoteTransportException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
