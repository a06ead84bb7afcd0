namespace Akka.P2P.Simulation;

/// <summary>A swarm to play: who is there, with which links, and what goes wrong. All fractions are of the leechers, from 0 to 1.</summary>
public sealed record SimulationScene
{
    /// <summary>Leechers.</summary>
    public required int Peers { get; init; }

    /// <summary>Those that hold everything from the start.</summary>
    public int Seeders { get; init; } = 1;

    /// <summary>Bytes of the one file that is moved.</summary>
    public required long Bytes { get; init; }

    /// <summary>Null: what a new torrent of that size gets.</summary>
    public int? ChunkLength { get; init; }

    /// <summary>Bytes a second that leechers send.</summary>
    public required RateRange Up { get; init; }

    /// <summary>Bytes a second that leechers receive.</summary>
    public required RateRange Down { get; init; }

    /// <summary>Bytes a second that seeders send; null: as the fastest of the leechers.</summary>
    public double? SeederUp { get; init; }

    /// <summary>Of every route.</summary>
    public TimeSpan RoundTrip { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>These leave for good, each at a moment of its own before it has everything.</summary>
    public double Churn { get; init; }

    /// <summary>These say that they hold everything, and what they send is wrong.</summary>
    public double Liars { get; init; }

    /// <summary>These come later, each at a moment of its own within the first half of the bound.</summary>
    public double Late { get; init; }

    /// <summary>The same seed plays the same.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Whether leechers pick chunks in their order instead of the rarest first: to see what that costs.</summary>
    public bool Sequential { get; init; }

    /// <summary>Whether seeders show all that they hold at once: to see what that costs.</summary>
    public bool WithoutSuperSeeding { get; init; }

    /// <summary>After so long whoever is not done never will be.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromDays(30);
}

/// <summary>Rates between two ends, drawn evenly on the scale of their logarithm; bytes a second.</summary>
public readonly record struct RateRange(double Least, double Most)
{
    public RateRange(double only)
        : this(only, only)
    {
    }

    internal double Draw(Random random) =>
        Least == Most ? Least : Least * Math.Pow(Most / Least, random.NextDouble());
}
