namespace Akka.P2P.Faults.Tests;

using Akka.P2P.Faults.Scenarios;
using Akka.P2P.Testing;
using Xunit.Abstractions;

/// <summary>Beside the fixed ones, and at the same time.</summary>
public sealed class NewScenarioTests(ITestOutputHelper output)
{
    [Fact(DisplayName = "A scenario that nobody has seen before ends as well as the fixed ones; its seed is printed")]
    public Task A_new_scenario() =>
        FaultSuiteTests.Plays(ScenarioDraw.Draw(TestSeed.Print(output).Value), output);
}
