namespace Akka.Actor;

using Akka.Dispatch.SysMsg;
using Akka.Event;

/// <summary>A local path without an actor: tells become dead letters, a watch is answered at once, Identify finds nobody.</summary>
public class EmptyLocalActorRef : MinimalActorRef
{
    private readonly IActorRefProvider _provider;
    private readonly ActorPath _path;
    private readonly EventStream _eventStream;

    public EmptyLocalActorRef(IActorRefProvider provider, ActorPath path, EventStream eventStream)
    {
        _provider = provider;
        _path = path;
        _eventStream = eventStream;
    }

    public override ActorPath Path => _path;

    public override IActorRefProvider Provider => _provider;

    public override bool IsTerminated => true;

    protected override void TellInternal(object message, IActorRef sender)
    {
        if (message is null)
        {
            throw new InvalidMessageException("Message is null");
        }

        if (message is DeadLetter letter)
        {
            SpecialHandle(letter.Message, letter.Sender);
        }
        else if (!SpecialHandle(message, sender))
        {
            _eventStream.Publish(new DeadLetter(message, sender.IsNobody() ? _provider.DeadLetters : sender, this));
        }
    }

    public override void SendSystemMessage(ISystemMessage message) => SpecialHandle(message, _provider.DeadLetters);

    /// <summary>Answers what deserves an answer even here. <c>true</c>: nothing is left to report.</summary>
    protected virtual bool SpecialHandle(object message, IActorRef sender)
    {
        switch (message)
        {
            case Watch watch:
                if (watch.Watchee.Equals(this) && !watch.Watcher.Equals(this))
                {
                    watch.Watcher.SendSystemMessage(new DeathWatchNotification(watch.Watchee, existenceConfirmed: false, addressTerminated: false));
                }

                return true;
            case Unwatch:
                return true;
            case Identify identify:
                sender?.Tell(new ActorIdentity(identify.MessageId, null!), ActorRefs.NoSender);
                return true;
            case ActorSelectionMessage selection:
                if (selection.Message is Identify wrapped)
                {
                    if (!selection.WildCardFanOut)
                    {
                        sender?.Tell(new ActorIdentity(wrapped.MessageId, null!), ActorRefs.NoSender);
                    }
                }
                else if (selection.Message is IDeadLetterSuppression suppressed)
                {
                    PublishSuppressed(suppressed, sender);
                }
                else
                {
                    _eventStream.Publish(new DeadLetter(selection.Message, sender.IsNobody() ? _provider.DeadLetters : sender, this));
                }

                return true;
            case IDeadLetterSuppression suppressed:
                PublishSuppressed(suppressed, sender);
                return true;
            default:
                return false;
        }
    }

    private void PublishSuppressed(IDeadLetterSuppression message, IActorRef? sender) =>
        _eventStream.Publish(new SuppressedDeadLetter(message, sender is null || sender.IsNobody() ? _provider.DeadLetters : sender, this));
}
