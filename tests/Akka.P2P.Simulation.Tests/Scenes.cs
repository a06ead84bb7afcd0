namespace Akka.P2P.Simulation.Tests;

using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Seeding;

/// <summary>What the tests of this project play.</summary>
internal static class Scenes
{
    public const long MiB = 1024 * 1024;

    public static SimulationPolicy Policy { get; } = new()
    {
        Limits = new DownloadLimits(
            64 * MiB, 8 * MiB, 32, 2 * MiB, 4096, 5, 1, 2, new Backoff(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(30)))
        {
            ReplaceFrom = 32,
            ReplaceInterval = TimeSpan.FromSeconds(3),
        },
        MaxSources = 32,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        AskPeersInterval = TimeSpan.FromSeconds(10),
        KeepAlive = TimeSpan.FromSeconds(20),
        Tick = TimeSpan.FromSeconds(1),
        Unchoke = new UnchokeLimits(
            8, 16, 1024, TimeSpan.FromSeconds(30), 8 * MiB, TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(60)),
        HandoutAhead = 8 * MiB,
        ReviewInterval = TimeSpan.FromSeconds(1),
        HaveInterval = TimeSpan.FromMilliseconds(20),
        MaxHandout = 50,
        MaxMembers = 5000,
        Lease = TimeSpan.FromSeconds(60),
    };

    /// <summary>Equal links of 1 Gb/s, one seeder.</summary>
    public static SimulationScene Equal(int peers, long bytes, int chunkLength) => new()
    {
        Peers = peers,
        Bytes = bytes,
        ChunkLength = chunkLength,
        Up = new RateRange(125_000_000),
        Down = new RateRange(125_000_000),
        Limit = TimeSpan.FromHours(1),
    };

    /// <summary>Sources of unequal speed, 1 to 10; 30 % leave, 10 % lie, 20 % come late.</summary>
    public static SimulationScene Mixed(int peers, long bytes, int chunkLength) => Equal(peers, bytes, chunkLength) with
    {
        Up = new RateRange(12_500_000, 125_000_000),
        Churn = 0.3,
        Liars = 0.1,
        Late = 0.2,
    };

    public static (SimulationResult Result, string Trace) Play(SimulationScene scene)
    {
        using var text = new StringWriter();
        var result = Simulator.Run(scene, Policy, new TextTrace(text));
        return (result, text.ToString());
    }
}
