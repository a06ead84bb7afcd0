namespace Akka.Actor;

/// <summary>An untyped actor with a stash, whatever its mailbox.</summary>
public abstract class UntypedActorWithUnrestrictedStash : UntypedActor, IWithUnrestrictedStash
{
    /// <inheritdoc/>
    public IStash Stash { get; set; } = null!;
}
