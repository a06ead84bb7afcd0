namespace Akka.P2P.Node.Hosting;

using Akka.Actor;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Identity;
using Akka.Remote;

/// <summary>
/// Tells the swarm's actors, who know nothing of the transport, that the connection to a node broke: they then need not wait for
/// their time-outs.
/// </summary>
internal sealed class LinkWatcher : UntypedActor
{
    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(DisassociatedEvent));
        Context.System.EventStream.Subscribe(Self, typeof(AssociationErrorEvent));
    }

    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        if (message is AssociationEvent lost)
            Publish(lost.RemoteAddress);
        else
            Unhandled(message);
    }

    private static void Publish(Address remote)
    {
        if (remote is { Host: { } host, Port: { } port } && PeerAddress.TryParse($"{host}:{port}", out var address))
            Context.System.EventStream.Publish(new PeerLinkLost(address));
    }
}
