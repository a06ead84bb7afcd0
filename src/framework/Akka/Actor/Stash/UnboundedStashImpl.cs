namespace Akka.Actor.Internal;

/// <summary>A stash without a bound: its actor decides what goes in, and asked for it by its class.</summary>
public class UnboundedStashImpl(IActorContext context) : AbstractStash(context)
{
    /// <inheritdoc/>
    public override int Capacity => -1;
}
