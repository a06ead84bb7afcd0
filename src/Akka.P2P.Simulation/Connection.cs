namespace Akka.P2P.Simulation;

using Akka.P2P.Core.Identity;

/// <summary>One leecher fetches from one source: what it asked for and did not get, in its order. One chunk flows at a time.</summary>
internal sealed class Connection
{
    public Connection(SimulatedPeer source, SimulatedPeer target)
    {
        (Source, Target) = (source, target);
        Flow = new Flow(this, source.Links, target.Links);
    }

    public SimulatedPeer Source { get; }

    public SimulatedPeer Target { get; }

    public Flow Flow { get; }

    public Queue<Ask> Asked { get; } = new(1);

    public Ask? Current { get; set; }

    public long StartedAt { get; set; }

    /// <summary>What the target believes.</summary>
    public bool IsReady { get; set; }

    public bool IsClosed { get; set; }
}

/// <summary>A chunk that was asked for.</summary>
internal readonly record struct Ask(int Chunk, AttemptId Attempt, int Bytes);
