namespace Akka.P2P.Simulation;

/// <summary>
/// What happens next, in the order of its time; among equals in the order of its coming, so that a run can be replayed. Most of it, all
/// messages for one, happens after one of a few spans: it comes in the order of its time, and a <see cref="Lane"/> for each of these
/// spans needs no more than a ring. The rest stands in a heap of four children a node.
/// </summary>
internal sealed class EventQueue<T>
{
    private readonly List<Lane> _lanes = [];
    private Entry[] _heap = new Entry[64];
    private int _count;
    private long _order;

    // Whose first is before all others'; null for the heap.
    private Lane? _next;

    /// <summary>When the next one is due; <see cref="long.MaxValue"/> when there is none.</summary>
    public long NextAt { get; private set; } = long.MaxValue;

    /// <summary>A way for events each of which is due no earlier than the one before it.</summary>
    public Lane NewLane()
    {
        var lane = new Lane(this);
        _lanes.Add(lane);
        return lane;
    }

    public void Add(long time, T item)
    {
        if (_count == _heap.Length)
            Array.Resize(ref _heap, 2 * _count);
        var at = _count++;
        while (at > 0)
        {
            var parent = (at - 1) >> 2;
            if (_heap[parent].Time <= time)
                break;
            _heap[at] = _heap[parent];
            at = parent;
        }

        _heap[at] = new Entry(time, ++_order, item);
        Added(time, null);
    }

    public T Take()
    {
        var taken = _next is { } lane ? lane.Take() : TakeFromHeap();
        (NextAt, _next) = (_count == 0 ? long.MaxValue : _heap[0].Time, null);
        var order = _count == 0 ? long.MaxValue : _heap[0].Order;
        foreach (var other in _lanes)
        {
            if (other.FirstAt < NextAt || (other.FirstAt == NextAt && other.FirstOrder < order))
                (NextAt, order, _next) = (other.FirstAt, other.FirstOrder, other);
        }

        return taken;
    }

    // Whatever is due at the same time came before it.
    private void Added(long time, Lane? to)
    {
        if (time < NextAt)
            (NextAt, _next) = (time, to);
    }

    private T TakeFromHeap()
    {
        var first = _heap[0].Event;
        var last = _heap[--_count];
        _heap[_count] = default;
        var at = 0;
        while (true)
        {
            var child = (at << 2) + 1;
            if (child >= _count)
                break;
            var least = child;
            for (var end = int.Min(child + 4, _count); ++child < end;)
            {
                if (_heap[child].IsBefore(_heap[least].Time, _heap[least].Order))
                    least = child;
            }

            if (!_heap[least].IsBefore(last.Time, last.Order))
                break;
            _heap[at] = _heap[least];
            at = least;
        }

        if (_count > 0)
            _heap[at] = last;
        return first;
    }

    private readonly record struct Entry(long Time, long Order, T Event)
    {
        public bool IsBefore(long time, long order) => Time < time || (Time == time && Order < order);
    }

    /// <summary>A ring that grows.</summary>
    public sealed class Lane
    {
        private readonly EventQueue<T> _queue;
        private Entry[] _ring = new Entry[64];
        private int _first;
        private int _count;

        internal Lane(EventQueue<T> queue) => _queue = queue;

        internal long FirstAt => _count == 0 ? long.MaxValue : _ring[_first].Time;

        internal long FirstOrder => _count == 0 ? long.MaxValue : _ring[_first].Order;

        /// <exception cref="ArgumentOutOfRangeException">It is due before the one that was added last.</exception>
        public void Add(long time, T item)
        {
            if (_count > 0)
                ArgumentOutOfRangeException.ThrowIfLessThan(time, _ring[(_first + _count - 1) & (_ring.Length - 1)].Time);
            if (_count == _ring.Length)
                Grow();
            _ring[(_first + _count++) & (_ring.Length - 1)] = new Entry(time, ++_queue._order, item);
            _queue.Added(time, this);
        }

        internal T Take()
        {
            var taken = _ring[_first].Event;
            _ring[_first] = default;
            _first = (_first + 1) & (_ring.Length - 1);
            _count--;
            return taken;
        }

        private void Grow()
        {
            var grown = new Entry[2 * _count];
            _ring.AsSpan(_first).CopyTo(grown);
            _ring.AsSpan(0, _first).CopyTo(grown.AsSpan(_count - _first));
            (_ring, _first) = (grown, 0);
        }
    }
}
