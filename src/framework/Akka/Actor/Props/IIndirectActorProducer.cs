namespace Akka.Actor;

/// <summary>Makes actors in a way of its own, for example out of a container.</summary>
public interface IIndirectActorProducer
{
    Type ActorType { get; }

    ActorBase Produce();

    void Release(ActorBase actor);
}
