namespace Akka.Event;

using Akka.Actor;

/// <summary>Watches every subscriber of the stream and takes it off when it has stopped.</summary>
internal sealed class EventStreamUnsubscriber(EventStream stream, bool debug) : ActorBase
{
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case Follow { Subscriber: var subscriber }:
                // A logger that isn't an actor can neither stop nor be watched.
                if (subscriber is MinimalLogger)
                    break;
                Context.Watch(subscriber);
                Say($"watching {subscriber} in order to unsubscribe from EventStream when it terminates");
                break;
            case Check { Subscriber: var subscriber } when !stream.HasSubscriptions(subscriber):
                Context.Unwatch(subscriber);
                Say($"unwatching {subscriber}, since has no subscriptions");
                break;
            case Check:
                break;
            case Terminated { ActorRef: var stopped }:
                Say($"unsubscribe {stopped} from all channels, because it was terminated");
                stream.Unsubscribe(stopped);
                break;
            default:
                return false;
        }

        return true;
    }

    private void Say(string text)
    {
        if (debug)
            stream.Publish(new Debug(nameof(EventStreamUnsubscriber), GetType(), text));
    }

    internal sealed record Follow(IActorRef Subscriber) : INoSerializationVerificationNeeded, IDeadLetterSuppression;

    internal sealed record Check(IActorRef Subscriber) : INoSerializationVerificationNeeded, IDeadLetterSuppression;
}
