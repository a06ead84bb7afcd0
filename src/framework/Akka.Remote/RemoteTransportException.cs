namespace Akka.Remote;

using System.Runtime.Serialization;
using Akka.Actor;

/// <summary>The transport could not do what it was asked to: a port is taken, a setting makes no sense, an address is not reachable.</summary>
public class RemoteTransportException : AkkaException
{
    public RemoteTransportException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }

#pragma warning disable SYSLIB0051 // The formatter constructor belongs to the API.
    protected RemoteTransportException(SerializationInfo info, StreamingContext context)
        : base(info, context)
    {
    }
#pragma warning restore SYSLIB0051
}
