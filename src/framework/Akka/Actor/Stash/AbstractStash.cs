namespace Akka.Actor.Internal;

using Akka.Dispatch;
using Akka.Util;

/// <summary>A stash: a list of envelopes beside a mailbox that is a deque. Only its actor may touch it.</summary>
public abstract class AbstractStash : IStash
{
    private readonly ActorCell cell;
    private readonly IDequeBasedMessageQueueSemantics mailbox;
    private LinkedList<Envelope> stashed = new();

    // The envelope that went in last: stashing it twice would deliver it twice.
    private int lastEnvelopeId = -1;

    /// <summary>A stash for the actor of that context.</summary>
    /// <exception cref="NotSupportedException">Its mailbox is not a deque.</exception>
    protected AbstractStash(IActorContext context)
    {
        cell = (ActorCell)context;
        Capacity = CapacityOf(cell);
        mailbox = cell.Mailbox?.MessageQueue as IDequeBasedMessageQueueSemantics
            ?? throw new NotSupportedException(
                $"The mailbox of {context.Self} is a {cell.Mailbox?.MessageQueue?.GetType().Name}, but a stash needs one that is a deque. "
                + "Let the actor implement IWithStash or IWithUnboundedStash, or configure such a mailbox.");
    }

    /// <summary>
    /// The capacity of the actor's <see cref="Deploy"/>, or else of its mailbox or dispatcher (<c>stash-capacity</c>); -1 if nobody says one.
    /// </summary>
    public virtual int Capacity { get; }

    /// <inheritdoc/>
    public int Count => stashed.Count;

    /// <inheritdoc/>
    public bool IsEmpty => stashed.Count == 0;

    /// <inheritdoc/>
    public bool NonEmpty => !IsEmpty;

    /// <inheritdoc/>
    public bool IsFull => Capacity >= 0 && stashed.Count >= Capacity;

    /// <inheritdoc/>
    public void Stash()
    {
        var envelope = new Envelope(cell.CurrentMessage!, cell.Sender);
        if (cell.CurrentEnvelopeId == lastEnvelopeId)
            throw new IllegalActorStateException($"Can't stash the same message {envelope.Message} more than once");
        if (IsFull)
            throw new StashOverflowException($"Couldn't enqueue message {envelope.Message} from {envelope.Sender} to stash of {cell.Self}: it holds {Count} already");
        lastEnvelopeId = cell.CurrentEnvelopeId;
        stashed.AddLast(envelope);
    }

    /// <inheritdoc/>
    public void Unstash()
    {
        if (stashed.First is not { Value: var oldest })
            return;
        stashed.RemoveFirst();
        Return(oldest);
    }

    /// <inheritdoc/>
    public void UnstashAll() => UnstashAll(_ => true);

    /// <inheritdoc/>
    public void UnstashAll(Func<Envelope, bool> predicate)
    {
        // Newest first, since each goes to the very front.
        var all = stashed;
        stashed = new LinkedList<Envelope>();
        for (var node = all.Last; node is not null; node = node.Previous)
        {
            if (predicate(node.Value))
                Return(node.Value);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<Envelope> ClearStash()
    {
        var all = stashed;
        stashed = new LinkedList<Envelope>();
        return all;
    }

    /// <inheritdoc/>
    public void Prepend(IEnumerable<Envelope> envelopes)
    {
        foreach (var envelope in envelopes.Reverse())
            stashed.AddFirst(envelope);
    }

    private static int CapacityOf(ActorCell cell) => cell.Props.Deploy.StashCapacity is var own and not Deploy.NoStashSize
        ? own
        : cell.System.Mailboxes.StashCapacity(cell.Props.Dispatcher, cell.Props.Mailbox ?? "");

    private void Return(Envelope envelope)
    {
        mailbox.EnqueueFirst(envelope);

        // The cell lets each Terminated through once; this one comes again.
        if (envelope.Message is Terminated terminated)
            cell.TerminatedQueuedFor(terminated.ActorRef, Option<object>.None);
    }
}
