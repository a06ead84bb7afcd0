namespace Akka.P2P.Core.Downloading;

using Akka.P2P.Core.Identity;

/// <summary>One chunk was given to one source, under a number of its own.</summary>
/// <param name="At">When, since the origin of the plan's clock.</param>
public readonly record struct ChunkClaim(AttemptId Attempt, ChunkIndex Chunk, PeerId Source, TimeSpan At = default);

/// <summary>Where a chunk stands in a download.</summary>
public enum ChunkState : byte
{
    /// <summary>Neither here nor asked for.</summary>
    Wanted = 0,

    /// <summary>Asked of at least one source.</summary>
    InFlight = 1,

    /// <summary>Verified and kept.</summary>
    Held = 2,

    /// <summary>Not here, and nobody chose it.</summary>
    Left = 3,
}
