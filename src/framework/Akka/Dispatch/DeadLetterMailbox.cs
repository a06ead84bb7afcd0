namespace Akka.Actor;

using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;
using Akka.Dispatch.SysMsg;
using Akka.Event;

/// <summary>The mailbox of every actor that is gone.</summary>
public sealed class DeadLetterMailbox : Mailbox
{
    private readonly IActorRef _deadLetters;

    public DeadLetterMailbox(IActorRef deadLetters)
        : base(new DeadLetterQueue(deadLetters))
    {
        _deadLetters = deadLetters;
        BecomeClosed();
    }

    internal override void Enqueue(IActorRef receiver, Envelope envelope) => MessageQueue.Enqueue(receiver, envelope);

    internal override void SystemEnqueue(IActorRef receiver, SystemMessage message)
    {
        switch (message)
        {
            case ActorTask continuation:
                // The actor is gone, its handler isn't: without this its finally blocks would never run.
                ActorTaskScheduler.RunAbandoned(continuation);
                break;
            case ActorTaskEnded:
                break;
            default:
                _deadLetters.Tell(new DeadLetter(message, receiver, receiver), ActorRefs.NoSender);
                break;
        }
    }

    private sealed class DeadLetterQueue : IMessageQueue
    {
        private readonly IActorRef _deadLetters;

        public DeadLetterQueue(IActorRef deadLetters) => _deadLetters = deadLetters;

        public bool HasMessages => false;

        public int Count => 0;

        /// <summary>
        /// A letter for a subscriber of the letters that is gone ends here: published once more it would come back to the same subscriber,
        /// until the stack overflows.
        /// </summary>
        public void Enqueue(IActorRef receiver, Envelope envelope)
        {
            if (envelope.Message is not DeadLetter)
                _deadLetters.Tell(new DeadLetter(envelope.Message, envelope.Sender, receiver), envelope.Sender);
        }

        public bool TryDequeue(out Envelope envelope)
        {
            envelope = default;
            return false;
        }

        public void CleanUp(IActorRef owner, IMessageQueue deadletters)
        {
        }
    }
}
