namespace Akka.P2P.Simulation;

using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;

/// <summary>One leecher fetches from one source: what it asked for and did not get, in its order. One chunk flows at a time.</summary>
internal sealed class Connection(SimulatedPeer source, SimulatedPeer target)
{
    public SimulatedPeer Source => source;

    public SimulatedPeer Target => target;

    /// <summary>The target's.</summary>
    public DownloadPlan Plan { get; } = target.Plan!;

    /// <summary>Of <see cref="Current"/>.</summary>
    public int Flow { get; set; }

    public Queue<Ask> Asked { get; } = new(1);

    public Ask? Current { get; set; }

    public long StartedAt { get; set; }

    /// <summary>What the target believes.</summary>
    public bool IsReady { get; set; }

    public bool IsClosed { get; set; }
}

/// <summary>A chunk that was asked for.</summary>
internal readonly record struct Ask(int Chunk, AttemptId Attempt, int Bytes);
