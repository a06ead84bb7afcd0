namespace Akka.P2P.Simulation;

/// <summary>
/// What happens next, in the order of its time; among equals in the order of its coming, so that a run can be replayed. A heap of
/// four children a node.
/// </summary>
internal sealed class EventQueue<T>
{
    private (long Time, long Order, T Event)[] _heap = new (long, long, T)[1024];
    private long _order;

    public int Count { get; private set; }

    /// <summary>When the next one is due; <see cref="long.MaxValue"/> when there is none.</summary>
    public long NextAt => Count == 0 ? long.MaxValue : _heap[0].Time;

    public void Add(long time, T item)
    {
        if (Count == _heap.Length)
            Array.Resize(ref _heap, 2 * Count);
        var added = (Time: time, Order: ++_order, Event: item);
        var at = Count++;
        while (at > 0)
        {
            var parent = (at - 1) >> 2;
            if (_heap[parent].Time <= time)
                break;
            _heap[at] = _heap[parent];
            at = parent;
        }

        _heap[at] = added;
    }

    public T Take()
    {
        var first = _heap[0].Event;
        var last = _heap[--Count];
        _heap[Count] = default;
        var at = 0;
        while (true)
        {
            var child = (at << 2) + 1;
            if (child >= Count)
                break;
            var least = child;
            for (var end = int.Min(child + 4, Count); ++child < end;)
            {
                if (IsBefore(_heap[child], _heap[least]))
                    least = child;
            }

            if (!IsBefore(_heap[least], last))
                break;
            _heap[at] = _heap[least];
            at = least;
        }

        if (Count > 0)
            _heap[at] = last;
        return first;
    }

    private static bool IsBefore(in (long Time, long Order, T Event) one, in (long Time, long Order, T Event) other) =>
        one.Time < other.Time || (one.Time == other.Time && one.Order < other.Order);
}
