namespace Akka.P2P.Simulation;

/// <summary>One chunk on its way over the links of two peers. Times are ticks of 100 ns, rates bytes a tick.</summary>
internal sealed class Flow(Connection owner, NodeLinks source, NodeLinks target)
{
    public Connection Owner => owner;

    public NodeLinks Source => source;

    public NodeLinks Target => target;

    /// <summary>Bytes that have not come yet, as of <see cref="UpdatedAt"/>.</summary>
    public double Left { get; set; }

    public long UpdatedAt { get; set; }

    /// <summary>The lesser of the two shares.</summary>
    public double Rate { get; set; }

    /// <summary>What the source's upload gives to it.</summary>
    public double UpShare { get; set; }

    /// <summary>What the target's download gives to it.</summary>
    public double DownShare { get; set; }

    /// <summary>When it ends if nothing changes.</summary>
    public long EndsAt { get; set; }

    /// <summary>Its place in the heap of ends; −1 while it does not flow.</summary>
    public int HeapPlace { get; set; } = -1;

    /// <summary>Of its start: orders those that end together.</summary>
    public long Order { get; set; }

    public bool IsActive => HeapPlace >= 0;
}

/// <summary>The two directions of a peer's link, in bytes a tick, and what flows through them.</summary>
internal sealed class NodeLinks(double up, double down)
{
    public double Up => up;

    public double Down => down;

    public List<Flow> Uploads { get; } = new(4);

    public List<Flow> Downloads { get; } = new(4);

    public bool IsUpDirty { get; set; }

    public bool IsDownDirty { get; set; }
}
