namespace Petabridge.Cmd.Host.Sessions;

using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Dispatch.MessageQueues;
using Akka.Event;
using Petabridge.Cmd.Common.Wire;

/// <summary>The queue of <see cref="ResponseMailbox"/>.</summary>
public sealed class ResponseQueue : IMessageQueue
{
    private readonly ConcurrentQueue<Envelope> _queue = new();
    private readonly int _maxResponses;
    private readonly long _maxCharacters;
    private readonly SharedBudget _together;
    private long _characters;
    private int _count;
    private int _overflowed;
    private int _closed;

    internal ResponseQueue(int maxResponses, long maxCharacters, SharedBudget together)
    {
        _maxResponses = maxResponses;
        _maxCharacters = maxCharacters;
        _together = together;
    }

    public bool HasMessages => !_queue.IsEmpty;

    public int Count => Volatile.Read(ref _count);

    public void Enqueue(IActorRef receiver, Envelope envelope)
    {
        var cost = CostOf(envelope);
        if (Volatile.Read(ref _overflowed) != 0)
            return;
        var (characters, count) = (Interlocked.Add(ref _characters, cost), Interlocked.Increment(ref _count));
        if (characters <= _maxCharacters && count <= _maxResponses && _together.TryTake(cost))
        {
            _queue.Enqueue(envelope);
            // Who comes at the very end may miss that the queue has been emptied for good.
            if (Volatile.Read(ref _closed) != 0)
                Drain();
            return;
        }

        Interlocked.Add(ref _characters, -cost);
        Interlocked.Decrement(ref _count);
        if (Interlocked.Exchange(ref _overflowed, 1) != 0)
            return;
        Interlocked.Increment(ref _count);
        _queue.Enqueue(new Envelope(Overflowed.Instance, ActorRefs.NoSender));
        // The session reads that after all that waits before it; the handler is to stop now.
        ((IInternalActorRef)receiver).Parent.Tell(Overflowed.Instance, ActorRefs.NoSender);
    }

    public bool TryDequeue(out Envelope envelope)
    {
        if (!_queue.TryDequeue(out envelope))
            return false;
        Release(envelope);
        return true;
    }

    /// <summary>What waits when the command ends is wanted by nobody: it is dropped, not reported as undeliverable.</summary>
    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        Interlocked.Exchange(ref _overflowed, 1);
        Interlocked.Exchange(ref _closed, 1);
        Drain();
    }

    private static int CostOf(Envelope envelope) => envelope.Message switch
    {
        Overflowed => 0,
        CommandResponse response => ResponseCost.Of(response.Msg),
        _ => ResponseCost.Own,
    };

    private void Drain()
    {
        while (_queue.TryDequeue(out var envelope))
            Release(envelope);
    }

    private void Release(Envelope envelope)
    {
        Interlocked.Decrement(ref _count);
        var cost = CostOf(envelope);
        if (cost == 0)
            return;
        Interlocked.Add(ref _characters, -cost);
        _together.GiveBack(cost);
    }

    /// <summary>Stands in the queue where answers were lost.</summary>
    internal sealed class Overflowed : IDeadLetterSuppression
    {
        public static Overflowed Instance { get; } = new();

        public string Reason { get; } = "It answered faster than the console reads, and more than may wait (petabridge.cmd.response-mailbox): the rest is lost.";
    }
}
