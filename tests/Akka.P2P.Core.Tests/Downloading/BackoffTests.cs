namespace Akka.P2P.Core.Tests.Downloading;

using Akka.P2P.Core.Downloading;
using static TestGrid;

public sealed class BackoffTests
{
    private static readonly Backoff Delays = new(At(1), At(20));

    [Theory]
    [InlineData(1, 0.5, 1)]
    [InlineData(2, 1, 2)]
    [InlineData(5, 8, 16)]
    [InlineData(6, 10, 20)]
    [InlineData(10_000, 10, 20)]
    public void It_doubles_up_to_its_maximum_and_jitters_by_half(int failures, double least, double most)
    {
        var random = new Random(3);
        var drawn = Enumerable.Range(0, 200).Select(_ => Delays.Next(failures, random)).ToList();
        Assert.All(drawn, d => Assert.InRange(d, At(least), At(most)));
        Assert.True(drawn.Distinct().Count() > 100);
    }

    [Fact]
    public void A_success_gives_the_whole_budget_back()
    {
        var budget = new RetryBudget(2, Delays, new Random(3));
        budget.Failed(At(0));
        budget.Failed(At(0));
        Assert.False(budget.IsSpent);
        Assert.True(budget.NotBefore > At(0));
        budget.Succeeded();
        Assert.Equal(TimeSpan.Zero, budget.NotBefore);
        for (var i = 0; i < 3; i++)
            budget.Failed(At(0));
        Assert.True(budget.IsSpent);
    }
}
