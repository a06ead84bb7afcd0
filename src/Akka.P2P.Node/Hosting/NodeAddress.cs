namespace Akka.P2P.Node.Hosting;

using Akka.Actor;
using Akka.Configuration;

/// <summary>Under which scheme nodes of this configuration speak: <c>akka.tcp</c>, or <c>akka.ssl.tcp</c> under TLS.</summary>
internal static class NodeAddress
{
    public static bool IsSecured(Config config) => config.GetBoolean("akka.remote.dot-netty.tcp.enable-ssl");

    public static bool IsSecured(ActorSystem system) => SchemeOf(system).Contains(".ssl.", StringComparison.Ordinal);

    public static string SchemeOf(ActorSystem system) => ((ExtendedActorSystem)system).Provider.DefaultAddress.Protocol;
}
