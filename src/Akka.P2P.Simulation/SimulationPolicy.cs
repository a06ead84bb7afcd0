namespace Akka.P2P.Simulation;

using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Seeding;

/// <summary>The numbers by which nodes behave; a node has them from its configuration.</summary>
public sealed record SimulationPolicy
{
    public required DownloadLimits Limits { get; init; }

    /// <summary>Sources that a download is connected to at one time.</summary>
    public required int MaxSources { get; init; }

    public required TimeSpan ConnectTimeout { get; init; }

    public required TimeSpan AskPeersInterval { get; init; }

    public required TimeSpan KeepAlive { get; init; }

    public required TimeSpan Tick { get; init; }

    public required UnchokeLimits Unchoke { get; init; }

    /// <summary>What a seeder's first hand-out shows one peer at a time.</summary>
    public required long HandoutAhead { get; init; }

    public required TimeSpan ReviewInterval { get; init; }

    public required TimeSpan HaveInterval { get; init; }

    /// <summary>Members that a tracker names in one answer.</summary>
    public required int MaxHandout { get; init; }

    public required int MaxMembers { get; init; }

    public required TimeSpan Lease { get; init; }
}
