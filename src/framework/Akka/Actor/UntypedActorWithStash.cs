namespace Akka.Actor;

/// <summary>An untyped actor with a stash that may be bounded.</summary>
public abstract class UntypedActorWithStash : UntypedActor, IWithStash
{
    /// <inheritdoc/>
    public IStash Stash { get; set; } = null!;
}
