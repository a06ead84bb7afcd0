namespace Akka.Actor.Internal;

/// <summary>A stash whose capacity is configured, see <see cref="AbstractStash.Capacity"/>.</summary>
public class BoundedStashImpl(IActorContext context) : AbstractStash(context)
{
}
