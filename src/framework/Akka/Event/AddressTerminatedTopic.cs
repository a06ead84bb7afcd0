namespace Akka.Event;

using System.Collections.Concurrent;
using Akka.Actor;

/// <summary>Tells subscribers which remote nodes were given up for good.</summary>
internal sealed class AddressTerminatedTopic : IExtension
{
    private readonly ConcurrentDictionary<IActorRef, bool> _subscribers = new();

    public static AddressTerminatedTopic Get(ActorSystem system) => (AddressTerminatedTopic)system.RegisterExtension(Id.Instance);

    public void Subscribe(IActorRef subscriber) => _subscribers[subscriber] = true;

    public void Unsubscribe(IActorRef subscriber) => _subscribers.TryRemove(subscriber, out _);

    public void Publish(AddressTerminated message)
    {
        foreach (var subscriber in _subscribers.Keys)
        {
            subscriber.Tell(message, ActorRefs.NoSender);
        }
    }

    private sealed class Id : ExtensionIdProvider<AddressTerminatedTopic>
    {
        public static readonly Id Instance = new();

        public override AddressTerminatedTopic CreateExtension(ExtendedActorSystem system) => new();
    }
}
