namespace Akka.Dispatch.MessageQueues;

using Akka.Actor;

/// <summary>Lowest number first; equals in any order. What is put at the head comes before everything.</summary>
public class UnboundedPriorityMessageQueue : BlockingMessageQueue, IUnboundedDequeBasedMessageQueueSemantics
{
    private readonly PriorityQueue<Envelope, int> _queue;
    private readonly Func<object, int> _priorityGenerator;
    private readonly Stack<Envelope> _first = new();

    public UnboundedPriorityMessageQueue(Func<object, int> priorityGenerator, int initialCapacity)
    {
        _priorityGenerator = priorityGenerator;
        _queue = new PriorityQueue<Envelope, int>(initialCapacity);
    }

    protected override int LockedCount => _queue.Count + _first.Count;

    public void EnqueueFirst(Envelope envelope) => _first.Push(envelope);

    protected override void LockedEnqueue(Envelope envelope) => _queue.Enqueue(envelope, _priorityGenerator(envelope.Message));

    protected override bool LockedTryDequeue(out Envelope envelope) => _first.TryPop(out envelope) || _queue.TryDequeue(out envelope, out _);
}
