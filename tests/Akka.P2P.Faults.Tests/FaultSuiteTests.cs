namespace Akka.P2P.Faults.Tests;

using Akka.P2P.Faults.Running;
using Akka.P2P.Faults.Scenarios;
using Xunit.Abstractions;

/// <summary>A few of the runs that are made by hand in hundreds; see docs/operations.md for how.</summary>
public sealed class FaultSuiteTests(ITestOutputHelper output)
{
    [Theory(DisplayName = "S1.47 S2.63: random kills, stops, cuts, lies and broken disks: every leecher ends with an identical tree, or with an honest error")]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(6)]
    public Task Fixed_scenarios(int seed) => Plays(ScenarioDraw.Draw(seed), output);

    internal static async Task Plays(Scenario scenario, ITestOutputHelper output)
    {
        var report = await FaultRun.PlayAsync(scenario, keep: false, CancellationToken.None);

        output.WriteLine(report.ToString());
        Assert.True(report.Outcome != RunOutcome.Failed, report.ToString());
    }
}
