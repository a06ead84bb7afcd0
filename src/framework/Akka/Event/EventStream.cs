namespace Akka.Event;

using Akka.Actor;
using Akka.Actor.Internal;

/// <summary>The main bus of a system: actors subscribe to types (classes or interfaces), and leave it by themselves when they stop.</summary>
public class EventStream : LoggingBus
{
    private readonly bool _debug;
    private volatile IActorRef? _unsubscriber;

    /// <summary>A stream that logs each subscription at debug level, or doesn't.</summary>
    public EventStream(bool debug) => _debug = debug;

    /// <inheritdoc/>
    /// <exception cref="ArgumentNullException">There is no subscriber.</exception>
    public override bool Subscribe(IActorRef subscriber, Type channel)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        ArgumentNullException.ThrowIfNull(channel);
        if (_debug)
            Publish(new Debug(SimpleName(this), GetType(), $"subscribing {subscriber} to channel {channel}"));
        var changed = base.Subscribe(subscriber, channel);
        if (changed)
            _unsubscriber?.Tell(new EventStreamUnsubscriber.Follow(subscriber), ActorRefs.NoSender);
        return changed;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentNullException">There is no subscriber.</exception>
    public override bool Unsubscribe(IActorRef subscriber, Type channel)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        ArgumentNullException.ThrowIfNull(channel);
        var changed = base.Unsubscribe(subscriber, channel);
        if (_debug)
            Publish(new Debug(SimpleName(this), GetType(), $"unsubscribing {subscriber} from channel {channel}"));
        if (changed)
            _unsubscriber?.Tell(new EventStreamUnsubscriber.Check(subscriber), ActorRefs.NoSender);
        return changed;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentNullException">There is no subscriber.</exception>
    public override bool Unsubscribe(IActorRef subscriber)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        var changed = base.Unsubscribe(subscriber);
        if (_debug)
            Publish(new Debug(SimpleName(this), GetType(), $"unsubscribing {subscriber} from all channels"));
        if (changed)
            _unsubscriber?.Tell(new EventStreamUnsubscriber.Check(subscriber), ActorRefs.NoSender);
        return changed;
    }

    /// <summary>Starts the actor that takes stopped actors off the stream, those included that subscribed before.</summary>
    public void StartUnsubscriber(ActorSystemImpl system)
    {
        ArgumentNullException.ThrowIfNull(system);
        if (_unsubscriber is not null)
            return;
        _unsubscriber = system.SystemActorOf(Props.Create(() => new EventStreamUnsubscriber(this, _debug)), "EventStreamUnsubscriber");
        foreach (var early in Subscribers())
            _unsubscriber.Tell(new EventStreamUnsubscriber.Follow(early), ActorRefs.NoSender);
    }
}
