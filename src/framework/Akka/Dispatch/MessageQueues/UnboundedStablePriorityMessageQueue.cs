namespace Akka.Dispatch.MessageQueues;

using Akka.Actor;

/// <summary>Lowest number first; equals in the order of arrival. What is put at the head comes before everything.</summary>
public class UnboundedStablePriorityMessageQueue : BlockingMessageQueue, IUnboundedDequeBasedMessageQueueSemantics
{
    private readonly PriorityQueue<Envelope, (int Priority, long Arrival)> _queue;
    private readonly Func<object, int> _priorityGenerator;
    private readonly Stack<Envelope> _first = new();
    private long _arrivals;

    public UnboundedStablePriorityMessageQueue(Func<object, int> priorityGenerator, int initialCapacity)
    {
        _priorityGenerator = priorityGenerator;
        _queue = new PriorityQueue<Envelope, (int Priority, long Arrival)>(initialCapacity);
    }

    protected override int LockedCount => _queue.Count + _first.Count;

    public void EnqueueFirst(Envelope envelope) => _first.Push(envelope);

    protected override void LockedEnqueue(Envelope envelope) => _queue.Enqueue(envelope, (_priorityGenerator(envelope.Message), _arrivals++));

    protected override bool LockedTryDequeue(out Envelope envelope) => _first.TryPop(out envelope) || _queue.TryDequeue(out envelope, out _);
}
