namespace Akka.TestKit;

using Akka.Actor;
using Akka.Actor.Internal;

/// <summary>A reference to a state machine that runs on the calling thread, through which a test sees and sets its state.</summary>
/// <typeparam name="TActor">The machine.</typeparam>
/// <typeparam name="TState">Its states.</typeparam>
/// <typeparam name="TData">Its data.</typeparam>
public class TestFSMRef<TActor, TState, TData> : TestActorRefBase<TActor>
    where TActor : FSM<TState, TData>
    where TState : notnull
{
    /// <summary>Makes the machine, under <paramref name="supervisor"/> or at the top of the system.</summary>
    public TestFSMRef(ActorSystem system, Props actorProps, IActorRef? supervisor = null, string? name = null, bool activateLogging = false)
        : base(system, actorProps, supervisor, name)
    {
        if (activateLogging)
        {
            Tell(InternalActivateFsmLogging.Instance);
        }
    }

    /// <summary>The state.</summary>
    public TState StateName => UnderlyingActor.StateName;

    /// <summary>The data.</summary>
    public TData StateData => UnderlyingActor.StateData;

    private IInternalSupportsTestFSMRef<TState, TData> Machine => UnderlyingActor;

    /// <summary>Goes to a state with those data, as if the machine had answered so: whoever listens is told.</summary>
    public void SetState(TState stateName, TData stateData, TimeSpan? timeout = null, FSMBase.Reason? stopReason = null) =>
        InContext(() => Machine.ApplyState(new FSMBase.State<TState, TData>(stateName, stateData, timeout, stopReason)));

    /// <summary>Goes to a state with the data as they are.</summary>
    public void SetState(TState stateName, TimeSpan? timeout = null) => SetState(stateName, StateData, timeout);

    /// <summary>Sets the data and stays.</summary>
    public void SetStateData(TData stateData, TimeSpan? timeout = null) => SetState(StateName, stateData, timeout);

    /// <summary>Sets how long this state may last from now on.</summary>
    public void SetStateTimeout(TimeSpan timeout) => SetState(StateName, StateData, timeout);

    /// <summary>Starts a timer of the machine.</summary>
    public void SetTimer(string name, object msg, TimeSpan timeout, bool repeat = false) =>
        InContext(() => UnderlyingActor.SetTimer(name, msg, timeout, repeat));

    /// <summary>Ends a timer of the machine.</summary>
    public void CancelTimer(string name) => InContext(() => UnderlyingActor.CancelTimer(name));

    /// <summary>Whether a timer of the machine runs.</summary>
    public bool IsTimerActive(string name) => UnderlyingActor.IsTimerActive(name);

    /// <summary>Whether the time of the state runs.</summary>
    public bool IsStateTimerActive() => Machine.IsStateTimerActive;
}
