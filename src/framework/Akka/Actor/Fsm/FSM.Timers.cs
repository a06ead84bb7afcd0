namespace Akka.Actor;

/// <content>Timers by name, and the one that ends a state.</content>
public abstract partial class FSM<TState, TData>
{
    private readonly Dictionary<string, Timer> _timers = new(StringComparer.Ordinal);
    private ICancelable? _pendingTimeout;

    // A timeout that was sent before the state had its next event is told by its number.
    private long _generation;

    /// <summary>Sends itself a message later, once or again and again. A timer of that name is replaced.</summary>
    public void SetTimer(string name, object msg, TimeSpan timeout, bool repeat = false)
    {
        CancelTimer(name);
        var timer = new Timer(name, msg, repeat, new Cancelable(Context.System.Scheduler));
        if (repeat)
            Context.System.Scheduler.ScheduleTellRepeatedly(timeout, timeout, Self, timer, Self, timer.Task);
        else
            Context.System.Scheduler.ScheduleTellOnce(timeout, Self, timer, Self, timer.Task);
        _timers.Add(name, timer);
    }

    /// <summary>Ends a timer; what it has sent already does not come any more.</summary>
    public void CancelTimer(string name)
    {
        if (_timers.Remove(name, out var timer))
            timer.Task.Cancel();
    }

    public bool IsTimerActive(string name) => _timers.ContainsKey(name);

    private bool TakeTimer(Timer timer)
    {
        if (!_timers.TryGetValue(timer.Name, out var active) || !ReferenceEquals(active, timer))
            return false;
        if (!timer.Repeat)
            _timers.Remove(timer.Name);
        return true;
    }

    private void CancelAllTimers()
    {
        foreach (var timer in _timers.Values)
            timer.Task.Cancel();
        _timers.Clear();
    }

    private void StartStateTimeout(State<TState, TData> state)
    {
        CancelStateTimeout();
        var time = state.Timeout ?? (_timeouts.TryGetValue(state.StateName, out var declared) ? declared : null);
        if (time is not { } limit || limit < TimeSpan.Zero || limit == TimeSpan.MaxValue)
            return;
        _pendingTimeout = Context.System.Scheduler.ScheduleTellOnceCancelable(limit, Self, new TimeoutMarker(_generation), Self);
    }

    private void CancelStateTimeout()
    {
        _generation++;
        _pendingTimeout?.Cancel();
        _pendingTimeout = null;
    }

    private sealed record TimeoutMarker(long Generation) : INoSerializationVerificationNeeded;

    private sealed class Timer(string name, object message, bool repeat, Cancelable task) : INoSerializationVerificationNeeded
    {
        public string Name { get; } = name;

        public object Message { get; } = message;

        public bool Repeat { get; } = repeat;

        public Cancelable Task { get; } = task;

        public override string ToString() => $"Timer({Name}, {Message})";
    }
}
