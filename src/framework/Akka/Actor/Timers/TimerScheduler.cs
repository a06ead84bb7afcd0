namespace Akka.Actor;

using Akka.Event;

/// <summary>The timers of one incarnation of an actor, on the system's scheduler. Only that actor may touch it.</summary>
internal sealed class TimerScheduler(IActorContext context, bool debug) : ITimerScheduler, ITimerHook
{
    private readonly Dictionary<object, Running> _timers = [];

    // Counts over all keys, so that no number is ever used twice under one key.
    private long _generations;

    public IReadOnlyCollection<object> ActiveTimers => _timers.Keys;

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval) =>
        Start(key, msg, interval, interval, ActorRefs.NoSender);

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval, IActorRef sender) =>
        Start(key, msg, interval, interval, sender);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval) =>
        Start(key, msg, initialDelay, interval, ActorRefs.NoSender);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval, IActorRef sender) =>
        Start(key, msg, initialDelay, interval, sender);

    public void StartSingleTimer(object key, object msg, TimeSpan timeout) => Start(key, msg, timeout, null, ActorRefs.NoSender);

    public void StartSingleTimer(object key, object msg, TimeSpan timeout, IActorRef sender) => Start(key, msg, timeout, null, sender);

    public bool IsTimerActive(object key) => _timers.ContainsKey(key);

    public void Cancel(object key)
    {
        if (!_timers.Remove(key, out var timer))
            return;
        timer.Task.Cancel(false);
        Say("Cancel timer [{0}] with generation [{1}]", key, timer.Generation);
    }

    public void CancelAll()
    {
        foreach (var timer in _timers.Values)
            timer.Task.Cancel(false);
        _timers.Clear();
        Say("Cancel all timers of [{0}]", context.Self, null);
    }

    /// <summary>The message to hand to the actor, or null if it comes from a timer that is no more.</summary>
    public object? Intercept(ITimerEnvelope envelope)
    {
        var message = (TimerMessage)envelope;
        if (!ReferenceEquals(message.Owner, this) || !_timers.TryGetValue(message.Key, out var timer) || timer.Generation != message.Generation)
        {
            Say("Received timer [{0}] of old generation [{1}], discarding", message.Key, message.Generation);
            return null;
        }

        if (!message.Repeats)
            _timers.Remove(message.Key);
        return message.Message;
    }

    private void Start(object key, object message, TimeSpan delay, TimeSpan? interval, IActorRef sender)
    {
        ArgumentNullException.ThrowIfNull(key);
        Cancel(key);
        var generation = ++_generations;
        var envelope = new TimerMessage(this, key, generation, message, interval is not null);
        var scheduler = context.System.Scheduler;
        var task = new Cancelable(scheduler);
        if (interval is { } every)
            scheduler.ScheduleTellRepeatedly(delay, every, context.Self, envelope, sender, task);
        else
            scheduler.ScheduleTellOnce(delay, context.Self, envelope, sender, task);
        _timers.Add(key, new Running(generation, task));
        Say("Start timer [{0}] with generation [{1}]", key, generation);
    }

    private void Say(string template, object what, object? generation)
    {
        if (debug)
            context.GetLogger().Debug(template, what, generation);
    }

    private readonly record struct Running(long Generation, ICancelable Task);
}
