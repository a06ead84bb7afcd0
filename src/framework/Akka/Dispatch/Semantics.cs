namespace Akka.Dispatch;

/// <summary>A property of a queue that an actor may require.</summary>
public interface ISemantics;

/// <summary>Several threads may take from it.</summary>
public interface IMultipleConsumerSemantics : ISemantics;

/// <summary>Takers may wait.</summary>
public interface IBlockingMessageQueueSemantics : IMultipleConsumerSemantics
{
    TimeSpan BlockTimeOut { get; set; }
}

/// <summary>Takes as much as there is memory for.</summary>
public interface IUnboundedMessageQueueSemantics : ISemantics;

/// <summary>Takes so many and makes the sender wait for room.</summary>
public interface IBoundedMessageQueueSemantics : ISemantics
{
    TimeSpan PushTimeOut { get; }
}

/// <summary>Can be given a message at its head.</summary>
public interface IDequeBasedMessageQueueSemantics : ISemantics
{
    void EnqueueFirst(Actor.Envelope envelope);
}

/// <summary>A deque without a bound.</summary>
public interface IUnboundedDequeBasedMessageQueueSemantics : IDequeBasedMessageQueueSemantics, IUnboundedMessageQueueSemantics;

/// <summary>A deque with a bound.</summary>
public interface IBoundedDequeBasedMessageQueueSemantics : IDequeBasedMessageQueueSemantics, IBoundedMessageQueueSemantics;

/// <summary>On an actor: its mailbox must have these semantics.</summary>
public interface IRequiresMessageQueue<T>
    where T : ISemantics;

/// <summary>On a mailbox type: the queues that it makes.</summary>
public interface IProducesMessageQueue<TQueue>
    where TQueue : MessageQueues.IMessageQueue;

/// <summary>A mailbox type with a bound.</summary>
public interface IProducesPushTimeoutSemanticsMailbox
{
    TimeSpan PushTimeout { get; }
}
