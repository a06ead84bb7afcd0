namespace Akka.P2P.Simulation;

/// <summary>One chunk on its way over the links of two peers. Times are ticks of 100 ns, rates bytes a tick. A row of a table: 64 bytes.</summary>
internal struct Flow
{
    /// <summary>The direction of a link that sends it.</summary>
    public LinkEnd Source;

    /// <summary>The direction of a link that receives it.</summary>
    public LinkEnd Target;

    /// <summary>Bytes that have not come yet, as of <see cref="UpdatedAt"/>.</summary>
    public double Left;

    public long UpdatedAt;

    /// <summary>The lesser of the two shares.</summary>
    public double Rate;

    /// <summary>What the source's upload gives to it.</summary>
    public double UpShare;

    /// <summary>What the target's download gives to it.</summary>
    public double DownShare;

    /// <summary>Its place in the heap of ends; that of the next free row while it is none.</summary>
    public int HeapPlace;
}

/// <summary>One direction of a peer's link, and the flows through it.</summary>
/// <param name="capacity">Bytes a tick.</param>
/// <param name="isUp">Whether it sends.</param>
internal sealed class LinkEnd(double capacity, bool isUp)
{
    private int[] _flows = new int[4];
    private int _count;

    public double Capacity => capacity;

    public bool IsUp => isUp;

    public ReadOnlySpan<int> Flows => _flows.AsSpan(0, _count);

    /// <summary>It has to share anew.</summary>
    public bool IsDirty { get; set; }

    /// <summary>Flows that take less than it gives them.</summary>
    public int SlackCount { get; set; }

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

/// <summary>The two directions of a peer's link.</summary>
internal sealed class NodeLinks(double up, double down)
{
    public LinkEnd Up { get; } = new(up, isUp: true);

    public LinkEnd Down { get; } = new(down, isUp: false);
}
