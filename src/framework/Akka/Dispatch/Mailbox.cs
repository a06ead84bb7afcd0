namespace Akka.Dispatch;

using Akka.Actor;
using Akka.Dispatch.MessageQueues;
using Akka.Dispatch.SysMsg;

/// <summary>
/// The queue of one actor and its turn on a dispatcher. System messages come first; user messages wait while the actor is suspended.
/// At most one thread runs a mailbox at a time.
/// </summary>
public partial class Mailbox : IRunnable
{
    private const int Closed = 1;
    private const int Scheduled = 2;
    private const int SuspendUnit = 4;

    private readonly Lock _cleanUpGate = new();
    private ActorCell? _actor;
    private MessageDispatcher? _dispatcher;
    private int _status;
    private volatile bool _awaiting;

    public Mailbox(IMessageQueue messageQueue) => MessageQueue = messageQueue;

    public IMessageQueue MessageQueue { get; }

    public MessageDispatcher Dispatcher => _dispatcher!;

    internal bool IsClosed => (Volatile.Read(ref _status) & Closed) != 0;

    internal int SuspendCount => Volatile.Read(ref _status) / SuspendUnit;

    /// <summary>User messages wait: for a supervisor's word, or for an async handler to end.</summary>
    internal bool IsSuspended => _awaiting || Volatile.Read(ref _status) >= SuspendUnit;

    /// <summary>Set while an async handler of the actor is under way; changed on the actor's own turn only.</summary>
    internal bool IsAwaiting
    {
        get => _awaiting;
        set => _awaiting = value;
    }

    internal bool HasMessages => MessageQueue.HasMessages;

    internal int NumberOfMessages => MessageQueue.Count;

    public virtual void SetActor(ActorCell actorCell)
    {
        _actor = actorCell;
        _dispatcher = actorCell.Dispatcher;
    }

    /// <summary>Hands everything that is left to the dead letters; called after closing, by whoever finds something.</summary>
    public virtual void CleanUp()
    {
        if (_actor is not { } actor)
        {
            return;
        }

        var deadLetters = actor.SystemImpl.Mailboxes.DeadLetterMailbox;
        lock (_cleanUpGate)
        {
            var letters = CloseSystemQueue();
            while (letters is not null)
            {
                var next = letters.Next;
                letters.Unlink();
                deadLetters.SystemEnqueue(actor.Self, letters);
                letters = next;
            }

            MessageQueue.CleanUp(actor.Self, deadLetters.MessageQueue);
        }
    }

    public void Run()
    {
        var outer = Actor.Internal.InternalCurrentActorCellKeeper.Current;
        Actor.Internal.InternalCurrentActorCellKeeper.Current = _actor;
        try
        {
            if (!IsClosed)
            {
                ProcessSystemMessages();
                ProcessUserMessages();
            }
        }
        finally
        {
            Actor.Internal.InternalCurrentActorCellKeeper.Current = outer;
            SetAsIdle();
            _dispatcher!.RegisterForExecution(this, hasMessageHint: false, hasSystemMessageHint: false);
        }
    }

    public void Execute() => Run();

    internal virtual void Enqueue(IActorRef receiver, Envelope envelope)
    {
        MessageQueue.Enqueue(receiver, envelope);

        // Either this thread sees the mailbox closed, or the one that closed it sees the message.
        Interlocked.MemoryBarrier();
        if (IsClosed)
        {
            CleanUp();
        }
    }

    internal bool CanBeScheduled(bool hasMessageHint, bool hasSystemMessageHint)
    {
        var status = Volatile.Read(ref _status);
        if ((status & Closed) != 0)
        {
            return false;
        }

        return status < SuspendUnit && !_awaiting
            ? hasMessageHint || hasSystemMessageHint || HasSystemMessages || HasMessages
            : hasSystemMessageHint || HasSystemMessages;
    }

    /// <summary><c>true</c>: the caller must now see that <see cref="Run"/> is called.</summary>
    internal bool SetAsScheduled()
    {
        while (true)
        {
            var status = Volatile.Read(ref _status);
            if ((status & (Closed | Scheduled)) != 0)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref _status, status | Scheduled, status) == status)
            {
                return true;
            }
        }
    }

    internal void SetAsIdle() => Interlocked.And(ref _status, ~Scheduled);

    internal void Suspend()
    {
        if (!IsClosed)
        {
            Interlocked.Add(ref _status, SuspendUnit);
        }
    }

    internal void Resume()
    {
        while (true)
        {
            var status = Volatile.Read(ref _status);
            if (status < SuspendUnit || Interlocked.CompareExchange(ref _status, status - SuspendUnit, status) == status)
            {
                return;
            }
        }
    }

    internal void BecomeClosed() => Interlocked.Or(ref _status, Closed);

    private void ProcessUserMessages()
    {
        var left = Math.Max(_dispatcher!.Throughput, 1);
        var deadline = _dispatcher.ThroughputDeadlineTime is { } ticks and > 0 ? Environment.TickCount64 + (ticks / TimeSpan.TicksPerMillisecond) : long.MaxValue;
        var actor = _actor!;
        while (Volatile.Read(ref _status) < SuspendUnit && !_awaiting && !IsClosed && MessageQueue.TryDequeue(out var envelope))
        {
            actor.Invoke(envelope);
            ProcessSystemMessages();
            if (--left <= 0 || (deadline != long.MaxValue && Environment.TickCount64 >= deadline))
            {
                return;
            }
        }
    }
}
