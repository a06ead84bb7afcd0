namespace Akka.Dispatch;

using Akka.Actor;
using Akka.Dispatch.SysMsg;

public partial class Mailbox
{
    private static readonly SystemMessage ClosedMark = new NoMessage();

    // A stack that senders push onto; a run takes it whole and turns it round.
    private SystemMessage? _systemQueue;

    internal bool HasSystemMessages => Volatile.Read(ref _systemQueue) is { } head && !ReferenceEquals(head, ClosedMark);

    internal virtual void SystemEnqueue(IActorRef receiver, SystemMessage message)
    {
        while (true)
        {
            var head = Volatile.Read(ref _systemQueue);
            if (ReferenceEquals(head, ClosedMark))
            {
                message.Unlink();
                _actor?.SystemImpl.Mailboxes.DeadLetterMailbox.SystemEnqueue(receiver, message);
                return;
            }

            message.Next = head;
            if (Interlocked.CompareExchange(ref _systemQueue, message, head) == head)
            {
                return;
            }
        }
    }

    private static SystemMessage? OldestFirst(SystemMessage? stack)
    {
        SystemMessage? list = null;
        while (stack is not null && !ReferenceEquals(stack, ClosedMark))
        {
            var next = stack.Next;
            stack.Next = list;
            list = stack;
            stack = next;
        }

        return list;
    }

    private void ProcessSystemMessages()
    {
        while (HasSystemMessages && !IsClosed)
        {
            var list = OldestFirst(Interlocked.Exchange(ref _systemQueue, null));
            while (list is not null)
            {
                var next = list.Next;
                list.Unlink();
                if (IsClosed)
                {
                    _actor!.SystemImpl.Mailboxes.DeadLetterMailbox.SystemEnqueue(_actor.Self, list);
                }
                else
                {
                    _actor!.SystemInvoke(list);
                }

                list = next;
            }
        }
    }

    private SystemMessage? CloseSystemQueue() => OldestFirst(Interlocked.Exchange(ref _systemQueue, ClosedMark));
}
