namespace Akka.P2P.Simulation;

/// <summary>
/// Which flow ends next; of those that end together the one that began first. A heap of four children a node, whose nodes hold what
/// orders them, so that a step looks at one place; every flow's row says where it is.
/// </summary>
internal sealed class FlowEnds
{
    private Node[] _heap = new Node[64];
    private long _order;

    public int Count { get; private set; }

    /// <summary>When the next one ends; <see cref="long.MaxValue"/> when none does.</summary>
    public long NextAt => Count == 0 ? long.MaxValue : _heap[0].EndsAt;

    public int Next => _heap[0].Flow;

    /// <summary>A flow begins; when it ends is not known yet.</summary>
    public void Add(Flow[] flows, int flow)
    {
        if (Count == _heap.Length)
            Array.Resize(ref _heap, 2 * Count);
        flows[flow].HeapPlace = Count;
        _heap[Count++] = new Node(long.MaxValue, ++_order, flow);
    }

    /// <summary>It ends at another time.</summary>
    public void Move(Flow[] flows, int flow, long endsAt)
    {
        var place = flows[flow].HeapPlace;
        Restore(flows, _heap[place] with { EndsAt = endsAt }, place);
    }

    /// <summary>It begins anew.</summary>
    public void Renew(Flow[] flows, int flow, long endsAt) => Restore(flows, new Node(endsAt, ++_order, flow), flows[flow].HeapPlace);

    public void Remove(Flow[] flows, int flow)
    {
        var last = _heap[--Count];
        if (last.Flow != flow)
            Restore(flows, last, flows[flow].HeapPlace);
    }

    private void Restore(Flow[] flows, Node node, int at)
    {
        while (at > 0 && node.IsBefore(_heap[(at - 1) >> 2]))
        {
            Put(flows, _heap[(at - 1) >> 2], at);
            at = (at - 1) >> 2;
        }

        while (true)
        {
            var child = (at << 2) + 1;
            if (child >= Count)
                break;
            var least = child;
            for (var end = int.Min(child + 4, Count); ++child < end;)
            {
                if (_heap[child].IsBefore(_heap[least]))
                    least = child;
            }

            if (!_heap[least].IsBefore(node))
                break;
            Put(flows, _heap[least], at);
            at = least;
        }

        Put(flows, node, at);
    }

    private void Put(Flow[] flows, in Node node, int place)
    {
        _heap[place] = node;
        flows[node.Flow].HeapPlace = place;
    }

    private readonly record struct Node(long EndsAt, long Order, int Flow)
    {
        public bool IsBefore(in Node other) => EndsAt < other.EndsAt || (EndsAt == other.EndsAt && Order < other.Order);
    }
}
