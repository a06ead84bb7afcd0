namespace Akka.P2P.Node.Hosting;

using Akka.Actor;
using Akka.P2P.Actors.Peers;

/// <summary>
/// Brings what the peer tells of itself from its event stream to code that awaits, until <see cref="Close"/>: what an actor system that is
/// being left says after that reaches nobody.
/// </summary>
internal sealed class EventPump(Action<IPeerEvent> sink) : UntypedActor
{
    private bool _isClosed;

    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(IPeerEvent));

    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case IPeerEvent happened when !_isClosed:
                sink(happened);
                break;
            case IPeerEvent:
                break;
            case Close:
                _isClosed = true;
                Sender.Tell(new Closed());
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    /// <summary>Answered with <see cref="Closed"/> when all that was told before has been passed on.</summary>
    internal sealed record Close;

    internal sealed record Closed;
}
