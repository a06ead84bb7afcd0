namespace Akka.Remote.Transport;

using System.Runtime.Serialization;
using Akka.Actor;

/// <summary>Something went wrong in the protocol between two nodes.</summary>
public class AkkaProtocolException : AkkaException
{
    public AkkaProtocolException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }

#pragma warning disable SYSLIB0051 // The formatter constructor belongs to the API.
    protected AkkaProtocolException(SerializationInfo info, StreamingContext context)
        : base(info, context)
    {
    }
#pragma warning restore SYSLIB0051
}
