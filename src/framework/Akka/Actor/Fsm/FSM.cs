namespace Akka.Actor;

using Akka.Actor.Internal;
using Akka.Event;
using Akka.Routing;

/// <summary>
/// A state machine: for each state a function that turns an event and the data into the next state. Declare the states with <see cref="When"/>,
/// the first one with <see cref="StartWith"/>, and begin with <see cref="Initialize"/>.
/// </summary>
/// <typeparam name="TState">The names of the states.</typeparam>
/// <typeparam name="TData">The data.</typeparam>
public abstract partial class FSM<TState, TData> : FSMBase, IListeners, IInternalSupportsTestFSMRef<TState, TData>
    where TState : notnull
{
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private State<TState, TData>? _current;
    private State<TState, TData>? _next;

    /// <summary>Whether the machine logs events and changes.</summary>
    protected bool DebugEvent;

    protected FSM() => DebugEvent = this is ILoggingFSM && Context.System.Settings.FsmDebugEvent;

    /// <summary>Turns an event into the next state; <c>null</c>: not known here.</summary>
    public delegate State<TState, TData> StateFunction(Event<TData> fsmEvent);

    /// <summary>Sees a change of the state.</summary>
    public delegate void TransitionHandler(TState initialState, TState nextState);

    /// <summary>Who is told about changes.</summary>
    public ListenerSupport Listeners { get; } = new();

    public TState StateName => Current.StateName;

    public TData StateData => Current.StateData;

    /// <summary>The data after the change, for those who see it.</summary>
    /// <exception cref="InvalidOperationException">The state does not change just now.</exception>
    public TData NextStateData => _next is { } next
        ? next.StateData
        : throw new InvalidOperationException("NextStateData is only available during OnTransition");

    bool IInternalSupportsTestFSMRef<TState, TData>.IsStateTimerActive => _pendingTimeout is not null;

    private State<TState, TData> Current =>
        _current ?? throw new InvalidOperationException("You must call StartWith before calling Initialize.");

    void IInternalSupportsTestFSMRef<TState, TData>.ApplyState(State<TState, TData> upcomingState) => ApplyState(upcomingState);

    /// <summary>The state and the data to begin with.</summary>
    public void StartWith(TState stateName, TData stateData, TimeSpan? timeout = null) =>
        _current = new State<TState, TData>(stateName, stateData, timeout);

    /// <summary>Goes on in that state, with the data as they are.</summary>
    public State<TState, TData> GoTo(TState nextStateName) => new(nextStateName, Current.StateData);

    public State<TState, TData> GoTo(TState nextStateName, TData stateData) => new(nextStateName, stateData);

    /// <summary>Stays in this state; nobody is told of a change.</summary>
    public State<TState, TData> Stay() => GoTo(Current.StateName).Quietly();

    public State<TState, TData> Stop() => Stop(Normal.Instance);

    public State<TState, TData> Stop(Reason reason) => Stop(reason, Current.StateData);

    public State<TState, TData> Stop(Reason reason, TData stateData) => Stay().Using(stateData).Stopping(reason);

    /// <summary>Checks that the first state is declared, and enters it: a change from it to itself, for those who see changes.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public void Initialize() => MakeTransition(Current);

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case TimeoutMarker marker:
                if (marker.Generation == _generation)
                    ProcessMessage(StateTimeout.Instance, "state timeout");
                return true;
            case Timer timer:
                if (TakeTimer(timer))
                    ProcessUserMessage(timer.Message, timer);
                return true;
            case SubscribeTransitionCallBack subscribe:
                TellFromNowOn(subscribe.ActorRef);
                return true;
            case Listen listen:
                TellFromNowOn(listen.Listener);
                return true;
            case UnsubscribeTransitionCallBack unsubscribe:
                TellNoMore(unsubscribe.ActorRef);
                return true;
            case Deafen deafen:
                TellNoMore(deafen.Listener);
                return true;
            case InternalActivateFsmLogging:
                DebugEvent = true;
                return true;
            default:
                ProcessUserMessage(message, Sender);
                return true;
        }
    }

    /// <summary>Ends the machine, if it has not ended itself, with <see cref="FSMBase.Shutdown"/>.</summary>
    protected override void PostStop()
    {
        if (_current is not null)
            Terminate(Stay().Stopping(Shutdown.Instance));
        base.PostStop();
    }

    /// <summary>Logs the end for a failure.</summary>
    protected virtual void LogTermination(Reason reason)
    {
        if (reason is not Failure failure)
            return;
        if (failure.Cause is Exception cause)
            _log.Error(cause, "terminating due to Failure");
        else
            _log.Error("{0}", failure.Cause);
    }

    private void TellFromNowOn(IActorRef listener)
    {
        Listeners.Add(listener);
        listener.Tell(new CurrentState<TState>(Self, Current.StateName), Self);
    }

    private void TellNoMore(IActorRef listener) => Listeners.Remove(listener);

    private void ProcessUserMessage(object message, object source)
    {
        CancelStateTimeout();
        ProcessMessage(message, source);
    }

    private void ProcessMessage(object message, object source)
    {
        var @event = new Event<TData>(message, Current.StateData);
        if (DebugEvent)
            _log.Debug("processing {0} from {1} in state {2}", @event, source, StateName);
        var before = StateName;
        var upcoming = _functions.TryGetValue(before, out var function) ? function(@event) : null;
        ApplyState(upcoming ?? _unhandled(@event));
        if (DebugEvent && !EqualityComparer<TState>.Default.Equals(before, StateName))
            _log.Debug("transition {0} -> {1}", before, StateName);
    }

    private void ApplyState(State<TState, TData> upcoming)
    {
        if (upcoming.StopReason is null)
        {
            MakeTransition(upcoming);
            return;
        }

        Reply(upcoming);
        Terminate(upcoming);
        Context.Stop(Self);
    }

    private void MakeTransition(State<TState, TData> upcoming)
    {
        if (!_functions.ContainsKey(upcoming.StateName))
        {
            Terminate(Stay().Stopping(new Failure($"Next state {upcoming.StateName} does not exist")));
            return;
        }

        Reply(upcoming);
        var (from, to) = (Current.StateName, upcoming.StateName);
        if (upcoming.Notifies || !EqualityComparer<TState>.Default.Equals(from, to))
        {
            _next = upcoming;
            _transitions.ForEach(handle => handle(from, to));
            Listeners.Gossip(new Transition<TState>(Self, from, to), Self);
            _next = null;
        }

        _current = upcoming;
        StartStateTimeout(upcoming);
    }

    private void Reply(State<TState, TData> upcoming)
    {
        foreach (var reply in upcoming.Replies.Reverse())
            Sender.Tell(reply, Self);
    }

    private void Terminate(State<TState, TData> upcoming)
    {
        if (Current.StopReason is not null)
            return;
        LogTermination(upcoming.StopReason);
        CancelAllTimers();
        CancelStateTimeout();
        _current = upcoming;
        _terminated(new StopEvent<TState, TData>(upcoming.StopReason, upcoming.StateName, upcoming.StateData));
    }
}
