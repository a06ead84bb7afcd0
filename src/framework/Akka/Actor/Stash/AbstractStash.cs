namespace Akka.Actor.Internal;

using Akka.Dispatch;
using Akka.Util;

/// <summary>A stash: a list of envelopes beside a mailbox that is a deque. Only its actor may touch it.</summary>
public abstract class AbstractStash : IStash
{
    private readonly ActorCell _cell;
    private readonly IDequeBasedMessageQueueSemantics _mailbox;
    private LinkedList<Envelope> _stashed = new();

    // The envelope that went in last: stashing it twice would deliver it twice.
    private int _lastEnvelopeId = -1;

    /// <summary>A stash for the actor of that context.</summary>
    /// <exception cref="NotSupportedException">Its mailbox is not a deque.</exception>
    protected AbstractStash(IActorContext context)
    {
        _cell = (ActorCell)context;
        Capacity = CapacityOf(_cell);
        _mailbox = _cell.Mailbox?.MessageQueue as IDequeBasedMessageQueueSemantics
            ?? throw new NotSupportedException(
                $"The mailbox of {context.Self} is a {_cell.Mailbox?.MessageQueue?.GetType().Name}, but a stash needs one that is a deque. "
                + "Let the actor implement IWithStash or IWithUnboundedStash, or configure such a mailbox.");
    }

    /// <summary>
    /// The capacity of the actor's <see cref="Deploy"/>, or else of its mailbox or dispatcher (<c>stash-capacity</c>); -1 if nobody says one.
    /// </summary>
    public virtual int Capacity { get; }

    /// <inheritdoc/>
    public int Count => _stashed.Count;

    /// <inheritdoc/>
    public bool IsEmpty => _stashed.Count == 0;

    /// <inheritdoc/>
    public bool NonEmpty => !IsEmpty;

    /// <inheritdoc/>
    public bool IsFull => Capacity >= 0 && _stashed.Count >= Capacity;

    /// <inheritdoc/>
    public void Stash()
    {
        // A timer's message has been let through already; asked again, a timer that fires once would be over.
        var message = _cell.CurrentMessage is TimerMessage timer ? timer.Message : _cell.CurrentMessage;
        var envelope = new Envelope(message!, _cell.Sender);
        if (_cell.CurrentEnvelopeId == _lastEnvelopeId)
            throw new IllegalActorStateException($"Can't stash the same message {envelope.Message} more than once");
        if (IsFull)
            throw new StashOverflowException($"Couldn't enqueue message {envelope.Message} from {envelope.Sender} to stash of {_cell.Self}: it holds {Count} already");
        _lastEnvelopeId = _cell.CurrentEnvelopeId;
        _stashed.AddLast(envelope);
    }

    /// <inheritdoc/>
    public void Unstash()
    {
        if (_stashed.First is not { Value: var oldest })
            return;
        _stashed.RemoveFirst();
        Return(oldest);
    }

    /// <inheritdoc/>
    public void UnstashAll() => UnstashAll(_ => true);

    /// <inheritdoc/>
    public void UnstashAll(Func<Envelope, bool> predicate)
    {
        // Newest first, since each goes to the very front.
        var all = _stashed;
        _stashed = new LinkedList<Envelope>();
        for (var node = all.Last; node is not null; node = node.Previous)
        {
            if (predicate(node.Value))
                Return(node.Value);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<Envelope> ClearStash()
    {
        var all = _stashed;
        _stashed = new LinkedList<Envelope>();
        return all;
    }

    /// <inheritdoc/>
    public void Prepend(IEnumerable<Envelope> envelopes)
    {
        foreach (var envelope in envelopes.Reverse())
            _stashed.AddFirst(envelope);
    }

    private static int CapacityOf(ActorCell cell) => cell.Props.Deploy.StashCapacity is var own and not Deploy.NoStashSize
        ? own
        : cell.System.Mailboxes.StashCapacity(cell.Props.Dispatcher, cell.Props.Mailbox ?? "");

    private void Return(Envelope envelope)
    {
        _mailbox.EnqueueFirst(envelope);

        // The cell lets each Terminated through once; this one comes again.
        if (envelope.Message is Terminated terminated)
            _cell.TerminatedQueuedFor(terminated.ActorRef, Option<object>.None);
    }
}
