namespace Akka.Remote.Transport.Tls;

using Akka.Remote.Transport;

/// <summary>A connection that came to nothing because of TLS; the text says of the peer why.</summary>
internal sealed class TlsRefusedException(TlsRefusal kind, string message, Exception? cause = null) : AkkaProtocolException(message, cause)
{
    public TlsRefusal Kind { get; } = kind;
}
