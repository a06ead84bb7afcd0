namespace Akka.Actor.Dsl;

/// <summary>An actor that a delegate configures, run in its constructor: anew for each incarnation.</summary>
public sealed class Act : ReceiveActor, IActorDsl
{
    public Act(Action<IActorDsl> config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config(this);
    }

    public Act(Action<IActorDsl, IActorContext> config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config(this, Context);
    }

    public Action<Exception, IActorContext> OnPostRestart { get; set; } = null!;

    public Action<Exception, object, IActorContext> OnPreRestart { get; set; } = null!;

    public Action<IActorContext> OnPostStop { get; set; } = null!;

    public Action<IActorContext> OnPreStart { get; set; } = null!;

    public SupervisorStrategy Strategy { get; set; } = null!;

    public void Receive<T>(Action<T, IActorContext> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Receive<T>(message => handler(message, Context));
    }

    public void Receive<T>(Action<T, IActorContext> handler, Predicate<T> shouldHandle)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Receive(message => handler(message, Context), shouldHandle);
    }

    public void Receive<T>(Predicate<T> shouldHandle, Action<T, IActorContext> handler) => Receive(handler, shouldHandle);

    public void ReceiveAny(Action<object, IActorContext> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        ReceiveAny(message => handler(message, Context));
    }

    public void ReceiveAsync<T>(Func<T, IActorContext, Task> handler, Predicate<T>? shouldHandle = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        ReceiveAsync(message => handler(message, Context), shouldHandle);
    }

    public void ReceiveAsync<T>(Predicate<T> shouldHandle, Func<T, IActorContext, Task> handler) => ReceiveAsync(handler, shouldHandle);

    public void ReceiveAnyAsync(Func<object, IActorContext, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        ReceiveAnyAsync(message => handler(message, Context));
    }

    public void DefaultPreRestart(Exception reason, object message) => base.PreRestart(reason, message);

    public void DefaultPostRestart(Exception reason) => base.PostRestart(reason);

    public void DefaultPreStart() => base.PreStart();

    public void DefaultPostStop() => base.PostStop();

    public void Become(Action<object, IActorContext> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Become((object message) => handler(message, Context));
    }

    public void BecomeStacked(Action<object, IActorContext> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        BecomeStacked((object message) => handler(message, Context));
    }

    void IActorDsl.UnbecomeStacked() => UnbecomeStacked();

    public IActorRef ActorOf(Action<IActorDsl> config, string? name = null) => Context.ActorOf(config, name);

    protected override void PreStart()
    {
        if (OnPreStart is { } hook)
        {
            hook(Context);
        }
        else
        {
            base.PreStart();
        }
    }

    protected override void PostStop()
    {
        if (OnPostStop is { } hook)
        {
            hook(Context);
        }
        else
        {
            base.PostStop();
        }
    }

    protected override void PreRestart(Exception reason, object message)
    {
        if (OnPreRestart is { } hook)
        {
            hook(reason, message, Context);
        }
        else
        {
            base.PreRestart(reason, message);
        }
    }

    protected override void PostRestart(Exception reason)
    {
        if (OnPostRestart is { } hook)
        {
            hook(reason, Context);
        }
        else
        {
            base.PostRestart(reason);
        }
    }

    protected override SupervisorStrategy SupervisorStrategy() => Strategy ?? base.SupervisorStrategy();
}
