namespace Akka.P2P.Faults.Scenarios;

using System.Collections.Immutable;
using System.Globalization;

/// <summary>Draws a scenario from its seed.</summary>
public static class ScenarioDraw
{
    private const int MostFaults = 6;
    private static readonly FaultKind[] OfTracker = [FaultKind.Kill, FaultKind.Kill, FaultKind.Stop, FaultKind.Reset, FaultKind.Swallow, FaultKind.Refuse];

    private static readonly FaultKind[] OfSeeder =
    [
        FaultKind.Kill, FaultKind.Kill, FaultKind.Stop, FaultKind.Reset, FaultKind.Swallow, FaultKind.Stall, FaultKind.Refuse,
        FaultKind.ChangeSource, FaultKind.TruncateSource, FaultKind.DeleteSource, FaultKind.Terminate,
    ];

    private static readonly FaultKind[] OfLeecher =
    [
        FaultKind.Kill, FaultKind.Kill, FaultKind.Kill, FaultKind.Terminate, FaultKind.Stop, FaultKind.Reset, FaultKind.Swallow, FaultKind.Stall,
        FaultKind.ReadOnlyTarget, FaultKind.FullTarget,
    ];

    private static readonly string[] Lies =
    [
        "wrong-bytes", "wrong-bytes", "short", "long", "other-chunk", "wrong-attempt", "unasked", "duplicate", "nothing", "mute",
        "have-all-has-nothing", "choke-storm", "corrupt-have", "corrupt-bitfield", "broken", "slow",
    ];

    /// <summary>The same seed gives the same scenario.</summary>
    public static Scenario Draw(int seed)
    {
        var random = new Random(seed);
        var tree = TreeDraw.Draw(random);
        var seeders = Nodes(random, "seeder", random.Next(1, 4), _ => random.Next(3) == 0 ? NodeMode.Headless : NodeMode.ByHand, late: false);
        var leechers = Nodes(random, "leecher", random.Next(1, 5), _ => (NodeMode)random.Next(3), late: true);
        var seconds = 0.7 + (1.8 * random.NextDouble());
        var rate = Math.Max(256 << 10, (long)(tree.TotalLength / seconds));
        var canFail = random.Next(8) == 0;
        var faults = Enumerable.Range(0, random.Next(1, MostFaults + 1))
            .Select(_ => Fault(random, seeders, leechers))
            .Select(fault => canFail && CanStay(fault) ? fault with { IsMended = random.Next(2) == 0 } : fault)
            .OrderBy(fault => fault.At)
            .ToImmutableArray();
        var isPatient = random.Next(12) == 0;
        var liars = Enumerable.Range(1, Math.Max(0, random.Next(5) - 2)).Select(i => Liar(random, i)).ToImmutableArray();
        return new Scenario(seed, tree, seeders, leechers, liars, faults, rate, isPatient);
    }

    private static ImmutableArray<NodePlan> Nodes(Random random, string kind, int count, Func<int, NodeMode> mode, bool late) =>
        [.. Enumerable.Range(1, count).Select(i => new NodePlan(
            string.Create(CultureInfo.InvariantCulture, $"{kind}{i}"), mode(i), late && i > 1 && random.Next(3) == 0 ? random.NextDouble() * 0.7 : 0))];

    private static LiarPlan Liar(Random random, int number) => new(
        string.Create(CultureInfo.InvariantCulture, $"liar{number}"),
        Lies[random.Next(Lies.Length)],
        random.Next(2) == 0 ? 1 : Math.Round(random.NextDouble(), 2),
        random.Next(3) == 0 ? random.Next(20) : 0);

    private static PlannedFault Fault(Random random, ImmutableArray<NodePlan> seeders, ImmutableArray<NodePlan> leechers)
    {
        var (node, kinds) = random.Next(10) switch
        {
            < 2 => (Scenario.Tracker, OfTracker),
            < 6 => (seeders[random.Next(seeders.Length)].Name, OfSeeder),
            _ => (leechers[random.Next(leechers.Length)].Name, OfLeecher),
        };
        var kind = kinds[random.Next(kinds.Length)];
        // A quarter aims at the end, where names change; some stand before the start.
        var at = random.Next(8) switch
        {
            0 => 0,
            1 or 2 => 0.9 + (random.NextDouble() * 0.15),
            _ => random.NextDouble(),
        };
        var lasts = TimeSpan.FromSeconds(kind is FaultKind.Kill or FaultKind.Terminate ? random.NextDouble() * 1.5 : 0.2 + (random.NextDouble() * 2.5));
        return new PlannedFault(kind, node, at, lasts, IsMended: true);
    }

    // What a run can end with in honour.
    private static bool CanStay(PlannedFault fault) =>
        fault.Kind is FaultKind.ChangeSource or FaultKind.TruncateSource or FaultKind.DeleteSource or FaultKind.FullTarget or FaultKind.ReadOnlyTarget
        || (fault.Kind is FaultKind.Kill && fault.Node != Scenario.Tracker && fault.Node.StartsWith("seeder", StringComparison.Ordinal));
}
