namespace Akka.TestKit.Internal;

using Akka.Actor;
using Akka.Actor.Internal;

/// <summary>
/// Makes a test actor the implicit sender of all that runs after an <c>await</c> of the test, whichever thread runs it.
/// Continuations go to the thread pool, so a test that blocks on a task can't wait for itself.
/// </summary>
internal sealed class TestActorContext(ActorCell? cell) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state) => ThreadPool.QueueUserWorkItem(_ => Run(d, state));

    public override void Send(SendOrPostCallback d, object? state) => Run(d, state);

    public override SynchronizationContext CreateCopy() => this;

    private void Run(SendOrPostCallback callback, object? state)
    {
        var (context, current) = (Current, InternalCurrentActorCellKeeper.Current);
        SetSynchronizationContext(this);
        InternalCurrentActorCellKeeper.Current = cell!;
        try
        {
            callback(state);
        }
        finally
        {
            InternalCurrentActorCellKeeper.Current = current;
            SetSynchronizationContext(context);
        }
    }
}
