namespace Akka.Remote;

using Akka.Actor;

/// <summary>A provider whose references may lead to other nodes.</summary>
public interface IRemoteActorRefProvider : IActorRefProvider
{
    /// <summary>The actor that other nodes ask to deploy actors here.</summary>
    IInternalActorRef RemoteDaemon { get; }

    /// <summary>The actor that watches actors of other nodes on behalf of those here.</summary>
    IActorRef RemoteWatcher { get; }

    RemoteTransport Transport { get; }

    RemoteSettings RemoteSettings { get; }

    /// <summary>Resolves a path that arrived at <paramref name="localAddress"/>.</summary>
    IInternalActorRef ResolveActorRefWithLocalAddress(string path, Address localAddress);

    /// <summary>Resolves without looking into any cache.</summary>
    IActorRef InternalResolveActorRef(string path);

    /// <summary>The deployment that the configuration gives for the path.</summary>
    Deploy? LookUpRemotes(IEnumerable<string> p);

    /// <summary>True for an address of this node.</summary>
    bool HasAddress(Address address);

    /// <summary>Creates the actor of a reference on its node.</summary>
    void UseActorOnNode(RemoteActorRef actor, Props props, Deploy deploy, IInternalActorRef supervisor);

    /// <summary>Refuses that incarnation from now on.</summary>
    void Quarantine(Address address, int? uid);
}
