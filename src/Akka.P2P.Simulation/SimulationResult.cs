namespace Akka.P2P.Simulation;

/// <summary>How a scene went. Seconds are counted from each peer's own coming.</summary>
public sealed record SimulationResult
{
    public required TheoreticalBound Bound { get; init; }

    /// <summary>Bytes of a chunk.</summary>
    public required int ChunkLength { get; init; }

    /// <summary>Honest leechers that stayed.</summary>
    public required int Receivers { get; init; }

    /// <summary>Of these, how many have everything.</summary>
    public required int Finished { get; init; }

    public required double P50 { get; init; }

    public required double P99 { get; init; }

    public required double Max { get; init; }

    /// <summary>From the start until the last one was done.</summary>
    public required double LastAt { get; init; }

    /// <summary>Bytes that the first seeder sent, by the size.</summary>
    public required double FirstSeederCopies { get; init; }

    /// <summary>Bytes that came and were thrown away, by all that was kept.</summary>
    public required double Waste { get; init; }

    /// <summary>As <see cref="Waste"/>, of what came twice or was cancelled because another was faster.</summary>
    public required double Duplicates { get; init; }

    public required long Transfers { get; init; }

    /// <summary>
    /// Of each one's time to the bound; for one that came late to the bound of what was left to do then, with the links that were there from then on.
    /// </summary>
    public required double P50Ratio { get; init; }

    public required double P99Ratio { get; init; }

    public required double MaxRatio { get; init; }
}
