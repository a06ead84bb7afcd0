namespace Akka.TestKit.Internal;

using Akka.Actor;

/// <summary>Sees each instance of an actor as it is made.</summary>
internal sealed class UnderlyingActors
{
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile ActorBase? _latest;

    public ActorBase Latest => _latest ?? throw new InvalidOperationException("The actor has not been made.");

    /// <summary>Props that make the same actor and show it here.</summary>
    public Props Wrap(Props props)
    {
        var wrapped = Props.CreateBy(new Producer(this, props)).WithDeploy(props.Deploy);
        return props.SupervisorStrategy is { } strategy ? wrapped.WithSupervisorStrategy(strategy) : wrapped;
    }

    /// <summary>Waits until the first instance was made, or failed to be (its supervisor then deals with it).</summary>
    public void AwaitFirst(TimeSpan limit)
    {
        if (!_first.Task.Wait(limit))
        {
            throw new TimeoutException($"The actor was not made within {limit}.");
        }
    }

    private sealed class Producer(UnderlyingActors owner, Props props) : IIndirectActorProducer
    {
        public Type ActorType => props.Type;

        public ActorBase Produce()
        {
            try
            {
                return owner._latest = props.NewActor();
            }
            finally
            {
                owner._first.TrySetResult();
            }
        }

        public void Release(ActorBase actor)
        {
            // Nothing is held but the latest instance, which a test may want to see even after its end.
        }
    }
}
