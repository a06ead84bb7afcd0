namespace Akka.P2P.Node.Hosting;

using System.Threading.Channels;
using Akka.Actor;
using Akka.P2P.Actors.Peers;

/// <summary>Brings what the peer tells of itself from its event stream to code that awaits.</summary>
internal sealed class EventPump(ChannelWriter<IPeerEvent> writer) : UntypedActor
{
    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(IPeerEvent));

    protected override void PostStop()
    {
        Context.System.EventStream.Unsubscribe(Self);
        writer.TryComplete();
    }

    protected override void OnReceive(object message)
    {
        if (message is IPeerEvent happened)
            writer.TryWrite(happened);
        else
            Unhandled(message);
    }
}
