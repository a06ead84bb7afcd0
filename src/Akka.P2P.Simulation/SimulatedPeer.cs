namespace Akka.P2P.Simulation;

using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Seeding;
using Akka.P2P.Core.Swarms;

/// <summary>One peer: what it holds, whom it serves, and, while it fetches, its plan.</summary>
internal sealed class SimulatedPeer(int number, SwarmPeer who, NodeLinks links, Bitfield held, UploadDesk desk, Random random)
{
    public int Number => number;

    public SwarmPeer Who => who;

    public PeerId Id => who.Id;

    public NodeLinks Links => links;

    public Bitfield Held => held;

    public UploadDesk Desk => desk;

    public Random Random => random;

    /// <summary>It held everything from the start.</summary>
    public required bool IsSeeder { get; init; }

    public required bool IsLiar { get; init; }

    public required long JoinsAt { get; init; }

    /// <summary>When it leaves for good; <see cref="long.MaxValue"/> when it stays.</summary>
    public required long LeavesAt { get; init; }

    public bool IsHere { get; set; }

    /// <summary>What its time is measured by.</summary>
    public double BoundSeconds { get; set; }

    public long? DoneAt { get; set; }

    /// <summary>Null for those who have nothing to fetch.</summary>
    public DownloadPlan? Plan { get; set; }

    /// <summary>When its slots are looked at next because somebody asks for nothing.</summary>
    public long IdleCheckAt { get; set; } = long.MaxValue;

    /// <summary>Where it fetches.</summary>
    public Connections Sources { get; } = new();

    /// <summary>Who fetches from it.</summary>
    public Connections Sessions { get; private set; } = new();

    public void ForgetSessions() => Sessions = new Connections();

    /// <summary>Others that it heard of and that it is not connected to.</summary>
    public List<SimulatedPeer> Idle { get; } = [];

    public HashSet<SimulatedPeer> Known { get; } = [];

    /// <summary>Chunks that came since others were told.</summary>
    public List<ChunkIndex> News { get; } = [];

    public double BytesSent { get; set; }

    public double BytesWasted { get; set; }

    public double BytesDuplicate { get; set; }
}
