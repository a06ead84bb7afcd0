namespace Akka.P2P.Actors.Peers;

using Akka.Actor;
using Akka.P2P.Core.Identity;

/// <summary>Turns an address into something that can be told.</summary>
public interface INodeLocator
{
    /// <summary>The peer's <c>/user/peer</c>.</summary>
    ICanTell Peer(PeerAddress address);

    /// <summary>The tracker's <c>/user/tracker</c>.</summary>
    ICanTell Tracker(PeerAddress address);
}

/// <summary>By selections over Akka.Remote.</summary>
/// <param name="system">Sends.</param>
/// <param name="protocol"><c>akka.tcp</c>, or <c>akka.ssl.tcp</c>.</param>
/// <param name="systemName">Of every node's actor system.</param>
public sealed class SelectionLocator(ActorSystem system, string protocol, string systemName) : INodeLocator
{
    public ICanTell Peer(PeerAddress address) => Select(address, "peer");

    public ICanTell Tracker(PeerAddress address) => Select(address, "tracker");

    private ActorSelection Select(PeerAddress address, string name) =>
        system.ActorSelection($"{protocol}://{systemName}@{address}/user/{name}");
}
