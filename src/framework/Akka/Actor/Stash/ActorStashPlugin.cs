namespace Akka.Actor;

/// <summary>Gives actors their stash, and gives what is in it back to the mailbox when the actor restarts or stops.</summary>
public class ActorStashPlugin : ActorProducerPluginBase
{
    /// <inheritdoc/>
    public override bool CanBeAppliedTo(Type actorType) => typeof(IActorStash).IsAssignableFrom(actorType);

    /// <inheritdoc/>
    public override void AfterIncarnated(ActorBase actor, IActorContext context)
    {
        if (actor is IActorStash { Stash: null } stashing)
            stashing.Stash = context.CreateStash(actor.GetType());
    }

    /// <inheritdoc/>
    public override void BeforeIncarnated(ActorBase actor, IActorContext context)
    {
        if (actor is IActorStash { Stash: { } stash })
            stash.UnstashAll();
    }
}
