namespace Akka.Actor;

/// <summary>What extensions and the engine see of a system.</summary>
public abstract class ExtendedActorSystem : ActorSystem
{
    public abstract IActorRefProvider Provider { get; }

    public abstract IInternalActorRef Guardian { get; }

    public abstract IInternalActorRef LookupRoot { get; }

    public abstract IInternalActorRef SystemGuardian { get; }

    public abstract ActorProducerPipelineResolver ActorPipelineResolver { get; }

    /// <summary>Creates an actor below <c>/system</c>.</summary>
    public abstract IActorRef SystemActorOf(Props props, string? name = null);

    public abstract IActorRef SystemActorOf<TActor>(string? name = null)
        where TActor : ActorBase, new();

    /// <summary>Stops what runs without the coordinated way; for a start that failed.</summary>
    public abstract void Abort();

    /// <summary>The tree of actors as text, a line each.</summary>
    public abstract string PrintTree();
}
