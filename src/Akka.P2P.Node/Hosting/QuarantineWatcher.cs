namespace Akka.P2P.Node.Hosting;

using Akka.Actor;
using Akka.Remote;

/// <summary>
/// Tells the process that another node has quarantined this actor system: that node will never speak with this incarnation again, and
/// only a new one ends it.
/// </summary>
internal sealed class QuarantineWatcher(Action<Address> quarantined) : UntypedActor
{
    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(ThisActorSystemQuarantinedEvent));

    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        if (message is ThisActorSystemQuarantinedEvent told)
            quarantined(told.RemoteAddress);
        else
            Unhandled(message);
    }
}
