namespace Akka.P2P.Simulation;

/// <summary>One chunk on its way over the links of two peers; a row of a table. Times are ticks of 100 ns, rates bytes a tick.</summary>
internal struct Flow
{
    /// <summary>Bytes that have not come yet, as of <see cref="UpdatedAt"/>.</summary>
    public double Left;

    public long UpdatedAt;

    /// <summary>The lesser of the two shares.</summary>
    public double Rate;

    /// <summary>What the source's upload gives to it.</summary>
    public double UpShare;

    /// <summary>What the target's download gives to it.</summary>
    public double DownShare;

    /// <summary>The number of the direction of a link that sends it.</summary>
    public int Source;

    /// <summary>The number of the one that receives it.</summary>
    public int Target;

    /// <summary>Its place in the heap of ends; while it is none, the number of the next free row.</summary>
    public int HeapPlace;
}

/// <summary>One direction of a peer's link, and the flows through it; a row of a table.</summary>
/// <param name="capacity">Bytes a tick.</param>
/// <param name="isUp">Whether it sends.</param>
internal struct LinkEnd(double capacity, bool isUp)
{
    private int[] _flows = new int[8];
    private int _count;

    public readonly double Capacity => capacity;

    public readonly bool IsUp => isUp;

    public readonly ReadOnlySpan<int> Flows => _flows.AsSpan(0, _count);

    /// <summary>It has to share anew.</summary>
    public bool IsDirty;

    /// <summary>Flows that take less than it gives them.</summary>
    public int SlackCount;

    public void Add(int flow)
    {
        if (_count == _flows.Length)
            Array.Resize(ref _flows, 2 * _count);
        _flows[_count++] = flow;
    }

    public void Remove(int flow)
    {
        var place = Array.IndexOf(_flows, flow, 0, _count);
        _count--;
        Array.Copy(_flows, place + 1, _flows, place, _count - place);
    }
}

/// <summary>The two directions of a peer's link, by their numbers.</summary>
internal readonly record struct NodeLinks(int Up, int Down);
