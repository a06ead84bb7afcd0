namespace Akka.Actor;

public abstract partial class ActorBase
{
    private SupervisorStrategy? _strategy;

    /// <summary>How this actor treats its children; asked once for each instance.</summary>
    protected virtual SupervisorStrategy SupervisorStrategy() => Actor.SupervisorStrategy.DefaultStrategy;

    protected virtual void PreStart()
    {
    }

    protected virtual void PostStop()
    {
    }

    /// <summary>Called on the instance that failed: by default stops every child, then <see cref="PostStop"/>.</summary>
    protected virtual void PreRestart(Exception reason, object message)
    {
        foreach (var child in _context.GetChildren())
        {
            _context.Unwatch(child);
            _context.Stop(child);
        }

        PostStop();
    }

    /// <summary>Called on the new instance: by default <see cref="PreStart"/>.</summary>
    protected virtual void PostRestart(Exception reason) => PreStart();

    public virtual void AroundPreRestart(Exception cause, object message)
    {
        CancelTimers();
        PreRestart(cause, message);
    }

    public virtual void AroundPreStart() => PreStart();

    public virtual void AroundPostRestart(Exception cause, object message) => PostRestart(cause);

    public virtual void AroundPostStop()
    {
        CancelTimers();
        PostStop();
    }

    protected virtual bool AroundReceive(Receive receive, object message)
    {
        if (receive(message))
        {
            return true;
        }

        Unhandled(message);
        return false;
    }

    internal bool HandleMessage(Receive receive, object message) => AroundReceive(receive, message);

    internal SupervisorStrategy StrategyFor(Props props) => _strategy ??= props.SupervisorStrategy ?? SupervisorStrategy();

    private void CancelTimers()
    {
        if (this is IWithTimers { Timers: ITimerHook timers })
        {
            timers.CancelAll();
        }
    }
}
