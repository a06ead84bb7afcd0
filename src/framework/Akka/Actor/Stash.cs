namespace Akka.Actor;

using Akka.Dispatch;

/// <summary>Messages set aside until the actor can handle them.</summary>
public interface IStash
{
    bool IsEmpty { get; }

    bool NonEmpty { get; }

    bool IsFull { get; }

    int Count { get; }

    int Capacity { get; }

    /// <summary>Sets the current message aside.</summary>
    /// <exception cref="StashOverflowException">The stash is full.</exception>
    void Stash();

    /// <summary>Puts the oldest one back, at the head of the mailbox.</summary>
    void Unstash();

    void UnstashAll();

    void UnstashAll(Func<Envelope, bool> predicate);

    /// <summary>Takes them all out without handling them.</summary>
    IEnumerable<Envelope> ClearStash();

    void Prepend(IEnumerable<Envelope> envelopes);
}

/// <summary>An actor with a stash; the engine fills the property before <c>PreStart</c>.</summary>
public interface IActorStash
{
    IStash Stash { get; set; }
}

/// <summary>A stash whose mailbox is the user's business.</summary>
public interface IWithUnrestrictedStash : IActorStash;

/// <summary>A stash over any deque mailbox.</summary>
public interface IWithStash : IWithUnrestrictedStash, IRequiresMessageQueue<IDequeBasedMessageQueueSemantics>;

/// <summary>A stash over an unbounded deque mailbox.</summary>
public interface IWithUnboundedStash : IWithUnrestrictedStash, IRequiresMessageQueue<IUnboundedDequeBasedMessageQueueSemantics>;

/// <summary>A stash over a bounded deque mailbox.</summary>
public interface IWithBoundedStash : IWithUnrestrictedStash, IRequiresMessageQueue<IBoundedDequeBasedMessageQueueSemantics>;
