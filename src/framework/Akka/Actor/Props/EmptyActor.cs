namespace Akka.Actor;

/// <summary>Knows no message.</summary>
internal sealed class EmptyActor : UntypedActor
{
    protected override void OnReceive(object message) => Unhandled(message);
}
