namespace Akka.Actor;

/// <summary>An untyped actor with a stash without a bound.</summary>
public abstract class UntypedActorWithUnboundedStash : UntypedActor, IWithUnboundedStash
{
    /// <inheritdoc/>
    public IStash Stash { get; set; } = null!;
}
