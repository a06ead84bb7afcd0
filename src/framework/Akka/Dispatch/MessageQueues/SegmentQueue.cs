namespace Akka.Dispatch.MessageQueues;

using Akka.Actor;

/// <summary>
/// Many writers, one reader, in segments of growing size. A writer takes a slot by one increment and publishes it by writing the message;
/// a slot whose message is not there yet looks empty, and its writer wakes the reader itself.
/// </summary>
internal sealed class SegmentQueue
{
    private const int First = 4;
    private const int Largest = 512;

    private Segment _head;
    private int _next;
    private Segment _tail;

    public SegmentQueue() => _head = _tail = new Segment(First);

    public bool HasMessages
    {
        get
        {
            var head = Volatile.Read(ref _head);
            var next = Volatile.Read(ref _next);
            if (next >= head.Slots.Length)
            {
                return Volatile.Read(ref head.Following) is { } following && Volatile.Read(ref following.Slots[0].Message) is not null;
            }

            return Volatile.Read(ref head.Slots[next].Message) is not null;
        }
    }

    /// <summary>Exact while nobody writes or reads.</summary>
    public int Count
    {
        get
        {
            var segment = Volatile.Read(ref _head);
            var count = -Volatile.Read(ref _next);
            while (segment is not null)
            {
                count += Math.Min(Volatile.Read(ref segment.Taken), segment.Slots.Length);
                segment = Volatile.Read(ref segment.Following);
            }

            return Math.Max(count, 0);
        }
    }

    public void Enqueue(in Envelope envelope)
    {
        while (true)
        {
            var segment = Volatile.Read(ref _tail);
            var slots = segment.Slots;
            var index = Volatile.Read(ref segment.Taken) < slots.Length ? Interlocked.Increment(ref segment.Taken) - 1 : slots.Length;
            if (index < slots.Length)
            {
                slots[index].Sender = envelope.Sender;
                Volatile.Write(ref slots[index].Message, envelope.Message);
                return;
            }

            var following = Volatile.Read(ref segment.Following);
            if (following is null)
            {
                var made = new Segment(Math.Min(slots.Length * 4, Largest));
                following = Interlocked.CompareExchange(ref segment.Following, made, null) ?? made;
            }

            Interlocked.CompareExchange(ref _tail, following, segment);
        }
    }

    public bool TryDequeue(out Envelope envelope)
    {
        if (_next >= _head.Slots.Length)
        {
            if (Volatile.Read(ref _head.Following) is not { } following)
            {
                envelope = default;
                return false;
            }

            // The reader of HasMessages may look between the two: it then sees the old segment's end or the new one's start.
            Volatile.Write(ref _next, 0);
            Volatile.Write(ref _head, following);
        }

        ref var slot = ref _head.Slots[_next];
        var message = Volatile.Read(ref slot.Message);
        if (message is null)
        {
            envelope = default;
            return false;
        }

        envelope = new Envelope(message, slot.Sender!);
        slot = default;
        _next++;
        return true;
    }

    private struct Slot
    {
        public object? Message;
        public IActorRef? Sender;
    }

    private sealed class Segment
    {
        public readonly Slot[] Slots;
        public Segment? Following;
        public int Taken;

        public Segment(int size) => Slots = new Slot[size];
    }
}
