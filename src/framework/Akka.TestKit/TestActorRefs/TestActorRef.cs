namespace Akka.TestKit;

using Akka.Actor;

#pragma warning disable CS0660, CS0661 // The base compares by the actor; only the operators are declared again.
/// <summary>A reference to an actor that runs on the calling thread, and through which a test sees the actor itself.</summary>
public class TestActorRef<TActor>(ActorSystem system, Props actorProps, IActorRef? supervisor = null, string? name = null)
    : TestActorRefBase<TActor>(system, actorProps, supervisor, name)
    where TActor : ActorBase
#pragma warning restore CS0660, CS0661
{
    /// <summary>Whether both stand for the same actor.</summary>
    public static bool operator ==(TestActorRef<TActor> testActorRef, IActorRef actorRef) => Same(testActorRef, actorRef);

    /// <summary>Whether both stand for the same actor.</summary>
    public static bool operator ==(IActorRef actorRef, TestActorRef<TActor> testActorRef) => Same(testActorRef, actorRef);

    /// <summary>Whether they stand for different actors.</summary>
    public static bool operator !=(TestActorRef<TActor> testActorRef, IActorRef actorRef) => !Same(testActorRef, actorRef);

    /// <summary>Whether they stand for different actors.</summary>
    public static bool operator !=(IActorRef actorRef, TestActorRef<TActor> testActorRef) => !Same(testActorRef, actorRef);
}
