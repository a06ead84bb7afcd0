namespace Akka.Actor;

using Akka.Event;

/// <summary>The actor behind an <see cref="Inbox"/>.</summary>
internal sealed class InboxActor : UntypedActor
{
    private readonly InboxQueue _queue;
    private bool _warned;

    public InboxActor(InboxQueue queue) => _queue = queue;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case StartWatch { Message: null } watch:
                Context.Watch(watch.Subject);
                break;
            case StartWatch watch:
                Context.WatchWith(watch.Subject, watch.Message!);
                break;
            case StopWatch watch:
                Context.Unwatch(watch.Subject);
                break;
            default:
                if (!_queue.Add(message) && !_warned)
                {
                    _warned = true;
                    Context.System.EventStream.Publish(
                        new Warning(Self.Path.ToString(), GetType(), "Dropping message: the inbox holds as many as akka.actor.inbox.inbox-size allows already"));
                }

                break;
        }
    }

    internal sealed record StartWatch(IActorRef Subject, object? Message) : INoSerializationVerificationNeeded;

    internal sealed record StopWatch(IActorRef Subject) : INoSerializationVerificationNeeded;
}
