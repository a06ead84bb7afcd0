namespace Akka.P2P.Simulation.Tests;

using Xunit.Abstractions;
using static Scenes;

/// <summary>
/// How near a swarm comes to the bound, and that the two things that bring it there do. What takes longer than a test may is in bench/simulate.sh.
/// </summary>
public sealed class AgainstTheBoundTests(ITestOutputHelper output)
{
    [Theory(DisplayName = "Equal peers have 10 GiB near the bound, the slowest too, and the first seeder sends hardly more than one copy")]
    [InlineData(10, 1)]
    [InlineData(10, 2)]
    [InlineData(10, 3)]
    [InlineData(60, 1)]
    public void Equal_peers(int peers, int seed)
    {
        var result = Run(Equal(peers, 10240 * MiB, (int)(8 * MiB)) with { Seed = seed });

        Assert.InRange(result.P50Ratio, 1, 1.10);
        Assert.InRange(result.P99Ratio, 1, 1.12);
        Assert.InRange(result.FirstSeederCopies, 1, 1.10);
        Assert.InRange(result.Duplicates, 0, 0.005);
    }

    [Theory(DisplayName = "With sources of unequal speed, leavers, liars and latecomers 99 % are done within 1.35 of the bound")]
    [InlineData(1)]
    [InlineData(2)]
    public void Mixed_peers(int seed)
    {
        var result = Run(Mixed(100, 2048 * MiB, (int)(4 * MiB)) with { Seed = seed });

        Assert.Equal(60, result.Receivers);
        Assert.InRange(result.P99Ratio, 1, 1.35);
        Assert.InRange(result.Waste, 0, 0.05);
    }

    [Theory(DisplayName = "In their order instead of the rarest first, the chunks take longer, and the first seeder sends more copies; where no hand-out helps, they take many times as long")]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Sequential_is_worse(int seed)
    {
        var scene = Equal(100, 1024 * MiB, (int)(4 * MiB)) with { Seed = seed };

        var (rarest, inOrder) = (Run(scene), Run(scene with { Sequential = true }));
        var (shown, shownInOrder) = (Run(scene with { WithoutSuperSeeding = true }), Run(scene with { Sequential = true, WithoutSuperSeeding = true }));

        Assert.InRange(inOrder.P50 / rarest.P50, 1.06, double.MaxValue);
        Assert.InRange(inOrder.FirstSeederCopies - rarest.FirstSeederCopies, 0.08, double.MaxValue);
        Assert.InRange(shownInOrder.P50 / shown.P50, 3, double.MaxValue);
    }

    [Theory(DisplayName = "When the seeder shows everything at once, it sends more copies of the same, and all take longer")]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Without_first_handout_is_worse(int seed)
    {
        var scene = Equal(10, 1024 * MiB, (int)(4 * MiB)) with { Seed = seed };

        var (with, without) = (Run(scene), Run(scene with { WithoutSuperSeeding = true }));

        Assert.InRange(without.P50 / with.P50, 1.05, double.MaxValue);
        Assert.InRange(without.FirstSeederCopies - with.FirstSeederCopies, 0.06, double.MaxValue);
    }

    [Fact(DisplayName = "In their order and with everything shown at once, the seeder serves nearly everybody itself")]
    public void Both_are_far_worse()
    {
        var scene = Equal(10, 1024 * MiB, (int)(4 * MiB));

        var worst = Run(scene with { Sequential = true, WithoutSuperSeeding = true });

        Assert.InRange(worst.P50Ratio, 3, 10.5);
    }

    private SimulationResult Run(SimulationScene scene)
    {
        var result = Simulator.Run(scene, Policy);
        output.WriteLine(
            $"seed {scene.Seed}, {scene.Peers} peers{(scene.Sequential ? ", in order" : "")}{(scene.WithoutSuperSeeding ? ", all shown" : "")}: "
            + $"p50 {result.P50Ratio:0.000}, p99 {result.P99Ratio:0.000}, max {result.MaxRatio:0.000} of {result.Bound.Seconds:0.0} s, "
            + $"{result.FirstSeederCopies:0.000} copies, {100 * result.Duplicates:0.00} % twice, {100 * result.Waste:0.00} % wasted");
        Assert.Equal(result.Receivers, result.Finished);
        return result;
    }
}
