namespace Akka.Remote.Transport.Tls;

/// <param name="Kind">What is wrong.</param>
/// <param name="Why">The same as a clause about the peer, with its certificate's names.</param>
internal sealed record TlsObjection(TlsRefusal Kind, string Why);
