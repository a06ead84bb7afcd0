namespace Akka.Routing;

using Akka.Actor;

/// <summary>An order about listeners.</summary>
public abstract class ListenerMessage
{
}

/// <summary>Adds a listener.</summary>
public sealed class Listen : ListenerMessage
{
    public Listen(IActorRef listener) => Listener = listener;

    public IActorRef Listener { get; }
}

/// <summary>Takes a listener off.</summary>
public sealed class Deafen : ListenerMessage
{
    public Deafen(IActorRef listener) => Listener = listener;

    public IActorRef Listener { get; }
}

/// <summary>Does something with each listener.</summary>
public sealed class WithListeners : ListenerMessage
{
    public WithListeners(Action<IActorRef> listenerFunction) => ListenerFunction = listenerFunction;

    public Action<IActorRef> ListenerFunction { get; }
}
