namespace Akka.P2P.Simulation.Tests;

using Akka.P2P.TraceCheck;
using static Scenes;

public sealed class SimulatorTests
{
    [Fact(DisplayName = "The same seed plays the same, another one does not")]
    public void Same_seed_same_trace()
    {
        var scene = Equal(6, 128 * MiB, (int)(2 * MiB)) with { Churn = 0.2, Liars = 0.2, Late = 0.2, Up = new RateRange(12_500_000, 125_000_000) };

        Assert.Equal(Play(scene).Trace, Play(scene).Trace);
        Assert.NotEqual(Play(scene).Trace, Play(scene with { Seed = 2 }).Trace);
    }

    public static TheoryData<string> SceneNames => [.. Small.Keys];

    private static Dictionary<string, SimulationScene> Small { get; } = new()
    {
        ["equal"] = Equal(12, 256 * MiB, (int)(2 * MiB)),
        ["sequential"] = Equal(12, 128 * MiB, (int)(2 * MiB)) with { Sequential = true },
        ["all is shown"] = Equal(12, 128 * MiB, (int)(2 * MiB)) with { WithoutSuperSeeding = true },
        ["three seeders, narrow downloads"] = Equal(12, 128 * MiB, (int)(2 * MiB)) with { Seeders = 3, Down = new RateRange(12_500_000, 62_500_000) },
        ["mixed, 1"] = Mixed(20, 256 * MiB, (int)(2 * MiB)),
        ["mixed, 2"] = Mixed(20, 256 * MiB, (int)(2 * MiB)) with { Seed = 2 },
        ["crowd"] = Equal(200, 32 * MiB, (int)(1 * MiB)),
    };

    [Theory(DisplayName = "An onlooker who recomputes a play from its trace finds that it is possible")]
    [MemberData(nameof(SceneNames))]
    public void The_trace_holds(string name)
    {
        var (result, trace) = Play(Small[name]);

        Assert.Equal(result.Receivers, result.Finished);
        Assert.Empty(TraceChecker.Check(Lines(trace)));
        Assert.Equal(Small[name].Liars > 0, trace.Contains("\tcorrupt", StringComparison.Ordinal));
        Assert.Equal(Small[name].Churn > 0, trace.Contains("left\t", StringComparison.Ordinal));
    }

    [Fact(DisplayName = "The onlooker sees a link that carried too much, a chunk from nowhere, and one that is done too early")]
    public void The_checker_can_fail()
    {
        var (_, trace) = Play(Equal(3, 32 * MiB, (int)(2 * MiB)));
        var lines = Lines(trace).ToList();
        var sent = lines.FindIndex(l => l.StartsWith("transfer\t", StringComparison.Ordinal) && !l.StartsWith("transfer\t0\t", StringComparison.Ordinal));
        var words = lines[sent].Split('\t');

        // It began with the play: before its source had anything, and far too fast.
        Assert.NotEmpty(TraceChecker.Check([.. lines[..sent], string.Join('\t', [.. words[..4], "0", .. words[5..]]), .. lines[(sent + 1)..]]));
        Assert.Contains(TraceChecker.Check([.. lines.Select(l => l.Replace("\t125000000\t125000000\t", "\t125000000\t100000000\t", StringComparison.Ordinal))]),
            p => p.Contains("carried", StringComparison.Ordinal));
        Assert.Contains(TraceChecker.Check([.. lines.Where((_, i) => i != sent)]), p => p.Contains("done", StringComparison.Ordinal));
    }

    [Fact(DisplayName = "The bound is the largest of its three")]
    public void Bound()
    {
        Assert.Equal(10, TheoreticalBound.Of(100, 10, 20, 4, 40).Seconds);
        Assert.Equal(20, TheoreticalBound.Of(100, 10, 5, 4, 40).Seconds);
        Assert.Equal(50, TheoreticalBound.Of(100, 10, 20, 10, 10).Seconds, 1e-6);
        // 400 bytes: ten a second for ten seconds, thirty for five, ten again.
        Assert.Equal(30, TheoreticalBound.Of(100, 10, 20, 4, [(20, 10, 15)]).Seconds, 1e-6);
    }

    private static string[] Lines(string trace) => trace.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
}
