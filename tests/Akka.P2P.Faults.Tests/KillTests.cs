namespace Akka.P2P.Faults.Tests;

using Akka.P2P.Faults.Killing;
using Akka.P2P.Testing;
using Xunit.Abstractions;

/// <summary>A few of the kills that are made by hand in hundreds. Apart from the scenarios, so that both run at a time.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    [Theory(DisplayName = "S2.65: SIGKILL at random moments: the final name is not there or whole, and the next process goes on with what the last one held")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Kills(bool isFolder)
    {
        var report = await KillRun.PlayAsync(TestSeed.Print(output).Value, kills: 10, mebibytes: 12, isFolder, CancellationToken.None);

        output.WriteLine(report.ToString());
        Assert.True(report.Problems.Count == 0, report.ToString());
        Assert.Equal(10, report.Kills);
    }
}
