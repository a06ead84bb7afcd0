namespace Akka.P2P.Faults.Running;

using Akka.P2P.Faults.Scenarios;

/// <summary>One who shares, from a copy of the tree that is its own.</summary>
internal sealed class Seeder(NodePlan plan, string path, SwarmNode node)
{
    public NodePlan Plan => plan;

    public SwarmNode Node => node;

    /// <summary>What it shares.</summary>
    public string Path => path;

    /// <summary>Ends when it shares for the first time.</summary>
    public TaskCompletionSource Shares { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The process that runs now has said that it shares.</summary>
    public bool SharesNow { get; set; }

    /// <summary>Its files are not what they were.</summary>
    public bool IsDamaged
    {
        get;
        set
        {
            field = value;
            SawDamage |= value;
        }
    }

    /// <summary>
    /// They were damaged since it last said that it shares. A node says at its next start, too, that files are others than it knew, even when they are whole
    /// again; then it hashes and shares them.
    /// </summary>
    public bool SawDamage { get; private set; }

    /// <summary>It has said that it shares.</summary>
    public void Shared() => (SharesNow, SawDamage) = (true, IsDamaged);
}

/// <summary>One who wants the tree, in a folder of its own.</summary>
internal sealed class Leecher(NodePlan plan, TargetDisk disk, NameWatcher watcher, SwarmNode node)
{
    public NodePlan Plan => plan;

    public TargetDisk Disk => disk;

    public NameWatcher Watcher => watcher;

    public SwarmNode Node => node;

    /// <summary>What it got and said.</summary>
    public LeecherHistory History { get; } = new();

    /// <summary>It said that it has all, verified; or it was killed after that was so on the disk.</summary>
    public bool IsFinished { get; set; }

    /// <summary>Bytes that it held when it last said so.</summary>
    public long Bytes { get; set; }

    /// <summary>What it does, for one who waits for it.</summary>
    public string State { get; set; } = "not started";
}
