namespace Akka.Actor.Dsl;

/// <summary>What the configuration of an actor without a class of its own may set: hooks, handlers, strategy.</summary>
public interface IActorDsl
{
    /// <summary>Runs in the place of <c>PostRestart</c>; <c>null</c>: the default does.</summary>
    Action<Exception, IActorContext> OnPostRestart { get; set; }

    /// <summary>Runs in the place of <c>PreRestart</c>.</summary>
    Action<Exception, object, IActorContext> OnPreRestart { get; set; }

    /// <summary>Runs in the place of <c>PostStop</c>.</summary>
    Action<IActorContext> OnPostStop { get; set; }

    /// <summary>Runs in the place of <c>PreStart</c>.</summary>
    Action<IActorContext> OnPreStart { get; set; }

    /// <summary>How its children are treated; <c>null</c>: as by default.</summary>
    SupervisorStrategy Strategy { get; set; }

    void Receive<T>(Action<T, IActorContext> handler);

    void Receive<T>(Predicate<T> shouldHandle, Action<T, IActorContext> handler);

    void Receive<T>(Action<T, IActorContext> handler, Predicate<T> shouldHandle);

    void ReceiveAny(Action<object, IActorContext> handler);

    void ReceiveAsync<T>(Func<T, IActorContext, Task> handler, Predicate<T>? shouldHandle = null);

    void ReceiveAsync<T>(Predicate<T> shouldHandle, Func<T, IActorContext, Task> handler);

    void ReceiveAnyAsync(Func<object, IActorContext, Task> handler);

    /// <summary>What <c>PreRestart</c> does by default: stops the children, then <c>PostStop</c>.</summary>
    void DefaultPreRestart(Exception reason, object message);

    /// <summary>What <c>PostRestart</c> does by default: <c>PreStart</c>.</summary>
    void DefaultPostRestart(Exception reason);

    void DefaultPreStart();

    void DefaultPostStop();

    void Become(Action<object, IActorContext> handler);

    void BecomeStacked(Action<object, IActorContext> handler);

    void UnbecomeStacked();

    /// <summary>Creates a child.</summary>
    IActorRef ActorOf(Action<IActorDsl> config, string? name = null);
}
