namespace Akka.P2P.Core.Tests.Rates;

using Akka.P2P.Core.Rates;

public sealed class TimeLeftTests
{
    [Theory(DisplayName = "Time left is what is left by the rate, rounded up; unknown when nothing moves, or not to speak of")]
    [InlineData(0, 0, 0)]
    [InlineData(100, 10, 10)]
    [InlineData(101, 10, 11)]
    [InlineData(1, 0, null)]
    [InlineData(1, double.NaN, null)]
    [InlineData(long.MaxValue, 0.001, null)]
    public void Left(long bytes, double rate, int? seconds) =>
        Assert.Equal(seconds is { } s ? TimeSpan.FromSeconds(s) : null, TimeLeft.Of(bytes, rate));
}
