namespace Akka.TestKit;

using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Util;

/// <summary>Lets each child of a test actor have a strategy of its own; the others get the default one.</summary>
public class DelegatingSupervisorStrategy : SupervisorStrategy
{
    private readonly ConcurrentDictionary<IActorRef, SupervisorStrategy> _strategies = new();

    /// <inheritdoc/>
    public override IDecider Decider => DefaultDecider;

    /// <summary>Sets how failures of <paramref name="child"/> are handled.</summary>
    public void Update(IActorRef child, SupervisorStrategy supervisorStrategy) => _strategies[child] = supervisorStrategy;

    /// <inheritdoc/>
    public override void HandleChildTerminated(IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children)
    {
        For(child).HandleChildTerminated(actorContext, child, children);
        _strategies.TryRemove(child, out _);
    }

    /// <inheritdoc/>
    public override void ProcessFailure(
        IActorContext context,
        bool restart,
        IActorRef child,
        Exception cause,
        ChildRestartStats stats,
        IReadOnlyCollection<ChildRestartStats> children) => For(child).ProcessFailure(context, restart, child, cause, stats, children);

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always: it holds references of one test.</exception>
    public override ISurrogate ToSurrogate(ActorSystem system) => throw new NotSupportedException("This strategy belongs to one test actor and is never sent.");

    /// <inheritdoc/>
    protected override Directive Handle(IActorRef child, Exception exception) => For(child).Decider.Decide(exception);

    private SupervisorStrategy For(IActorRef child) => _strategies.GetValueOrDefault(child, DefaultStrategy);
}
