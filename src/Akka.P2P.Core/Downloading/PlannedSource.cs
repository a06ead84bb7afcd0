namespace Akka.P2P.Core.Downloading;

using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Identity;

/// <summary>What a plan knows of one source.</summary>
internal sealed class PlannedSource(PeerId id, RetryBudget budget)
{
    public PeerId Id { get; } = id;

    public RetryBudget Budget { get; } = budget;

    /// <summary>Null until it said what it holds; a full one has <see cref="HoldsAll"/> instead.</summary>
    public Bitfield? Chunks { get; set; }

    public bool HoldsAll { get; set; }

    /// <summary>Its fetcher is connected and not choked.</summary>
    public bool IsReady { get; set; }

    public int ClaimCount { get; set; }

    public long ClaimedBytes { get; set; }

    public List<Evidence> Evidence { get; } = [];

    public bool Holds(int chunk) => HoldsAll || (Chunks is { } chunks && chunks[chunk]);

    public bool CanServeAt(TimeSpan now) => IsReady && Budget.NotBefore <= now;
}
