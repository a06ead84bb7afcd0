namespace Akka.Remote.Transport.DotNetty;

using System.Security.Cryptography.X509Certificates;
using Akka.Actor.Setup;

/// <summary>
/// The certificate of a node, from code instead of from <c>akka.remote.dot-netty.tcp.ssl.certificate</c>. TLS is on when
/// <c>enable-ssl</c> says so, as ever.
/// </summary>
/// <param name="certificate">With its private key.</param>
/// <param name="suppressValidation">True: whatever certificate a peer shows is good enough. For tests only.</param>
public sealed class DotNettySslSetup(X509Certificate2 certificate, bool suppressValidation) : Setup
{
    public X509Certificate2 Certificate { get; } = certificate;

    public bool SuppressValidation { get; } = suppressValidation;
}
