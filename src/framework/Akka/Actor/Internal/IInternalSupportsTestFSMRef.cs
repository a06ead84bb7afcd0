namespace Akka.Actor.Internal;

/// <summary>What a test may do to a state machine.</summary>
/// <typeparam name="TState">Its states.</typeparam>
/// <typeparam name="TData">Its data.</typeparam>
public interface IInternalSupportsTestFSMRef<TState, TData>
{
    bool IsStateTimerActive { get; }

    void ApplyState(FSMBase.State<TState, TData> upcomingState);
}
