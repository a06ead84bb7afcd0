namespace Akka.Actor;

using Akka.Actor.Internal;

/// <summary>Makes the stash that an actor's class asks for.</summary>
public static class StashFactory
{
    /// <summary>The stash for that class.</summary>
    /// <exception cref="ArgumentException">The class asks for none.</exception>
    public static IStash CreateStash<T>(this IActorContext context)
        where T : ActorBase => CreateStash(context, typeof(T));

    /// <summary>The stash for that actor.</summary>
    public static IStash CreateStash(this IActorContext context, IActorStash actorInstance)
    {
        ArgumentNullException.ThrowIfNull(actorInstance);
        return CreateStash(context, actorInstance.GetType());
    }

    /// <summary>The stash for that class.</summary>
    /// <exception cref="ArgumentException">The class asks for none.</exception>
    public static IStash CreateStash(this IActorContext context, Type actorType) =>
        typeof(IWithUnboundedStash).IsAssignableFrom(actorType) ? new UnboundedStashImpl(context)
        : typeof(IActorStash).IsAssignableFrom(actorType) ? new BoundedStashImpl(context)
        : throw new ArgumentException($"Actor {actorType} implements no stash interface such as IWithStash or IWithUnboundedStash.", nameof(actorType));
}
