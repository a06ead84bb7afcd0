namespace Akka.Actor;

using Akka.Event;

/// <content>What a machine declares about itself.</content>
public abstract partial class FSM<TState, TData>
{
    private readonly Dictionary<TState, StateFunction> _functions = [];
    private readonly Dictionary<TState, TimeSpan?> _timeouts = [];
    private readonly List<TransitionHandler> _transitions = [];
    private Action<StopEvent<TState, TData>> _terminated = static _ => { };
    private StateFunction? _unhandledByUser;

    private StateFunction _unhandled => @event => _unhandledByUser?.Invoke(@event) ?? UnhandledByDefault(@event);

    /// <summary>Declares what a state does, and how long it may last. Declared again, the later one gets what the earlier one does not know.</summary>
    public void When(TState stateName, StateFunction func, TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(func);
        if (_functions.TryGetValue(stateName, out var earlier))
        {
            _functions[stateName] = @event => earlier(@event) ?? func(@event);
            _timeouts[stateName] = timeout ?? _timeouts[stateName];
        }
        else
        {
            _functions.Add(stateName, func);
            _timeouts.Add(stateName, timeout);
        }
    }

    /// <summary>Declares what happens to events that a state does not know; by default they are logged.</summary>
    public void WhenUnhandled(StateFunction stateFunction)
    {
        ArgumentNullException.ThrowIfNull(stateFunction);
        var earlier = _unhandledByUser;
        _unhandledByUser = earlier is null ? stateFunction : @event => earlier(@event) ?? stateFunction(@event);
    }

    /// <summary>Declares what is done when the state changes; each of several is.</summary>
    public void OnTransition(TransitionHandler transitionHandler)
    {
        ArgumentNullException.ThrowIfNull(transitionHandler);
        _transitions.Add(transitionHandler);
    }

    /// <summary>Declares what is done at the end.</summary>
    public void OnTermination(Action<StopEvent<TState, TData>> terminationHandler)
    {
        ArgumentNullException.ThrowIfNull(terminationHandler);
        _terminated = terminationHandler;
    }

    /// <summary>Changes how long a state may last; <c>null</c>: for ever.</summary>
    public void SetStateTimeout(TState state, TimeSpan? timeout) => _timeouts[state] = timeout;

    /// <summary>The function whose answers another one changes.</summary>
    public TransformHelper Transform(StateFunction func) => new(func);

    private State<TState, TData> UnhandledByDefault(Event<TData> @event)
    {
        _log.Warning("unhandled event {0} in state {1}", @event.FsmEvent, StateName);
        return Stay();
    }

    /// <summary>Changes the answers of a state's function.</summary>
    public sealed class TransformHelper
    {
        public TransformHelper(StateFunction func) => Func = func;

        public StateFunction Func { get; }

        public StateFunction Using(Func<State<TState, TData>, State<TState, TData>> andThen) =>
            @event => Func(@event) is { } answer ? andThen(answer) : null!;
    }
}
