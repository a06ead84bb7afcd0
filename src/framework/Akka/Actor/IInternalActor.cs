namespace Akka.Actor;

/// <summary>Gives the engine an actor's context.</summary>
public interface IInternalActor
{
    IActorContext ActorContext { get; }
}
