namespace Akka.Actor;

using Akka.Util;

/// <summary>The address of an actor, local or remote; immutable, and safe to hand to anybody.</summary>
public interface IActorRef : ICanTell, IEquatable<IActorRef>, IComparable<IActorRef>, ISurrogated, IComparable
{
    ActorPath Path { get; }
}
