namespace Akka.Event;

using Akka.Actor;

/// <summary>Subscriptions with the type as a type argument.</summary>
public static class EventStreamExtensions
{
    /// <summary>Subscribes the actor to events of that type. False if it was already.</summary>
    public static bool Subscribe<TChannel>(this EventStream eventStream, IActorRef subscriber) => eventStream.Subscribe(subscriber, typeof(TChannel));

    /// <summary>Ends the actor's subscription to events of that type. False if there was none.</summary>
    public static bool Unsubscribe<TChannel>(this EventStream eventStream, IActorRef subscriber) => eventStream.Unsubscribe(subscriber, typeof(TChannel));
}
