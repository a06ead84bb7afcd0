namespace Akka.P2P.Faults.Tests;

using Akka.P2P.Faults.Soaking;

/// <summary>When a soak counts a number as flat.</summary>
public sealed class SeriesTests
{
    [Fact(DisplayName = "What rises while it warms up and then stays is flat; what goes on rising is not, however slowly")]
    public void Only_the_second_half_counts()
    {
        var warm = Of(i => i < 50 ? i : 50 + (i % 3));
        var leak = Of(i => i);

        Assert.True(warm.IsFlat, warm.ToString());
        Assert.False(leak.IsFlat, leak.ToString());
        Assert.Equal(0.1, leak.Slope, 6);
        Assert.Equal(49, leak.Rise, 3);
    }

    [Fact(DisplayName = "A share of the mean is allowed where that is more, and what falls is flat")]
    public void Allowed()
    {
        var big = Of(i => 1000 + (0.5 * i));
        var falling = Of(i => 1000 - i);

        Assert.True(big.IsFlat, big.ToString());
        Assert.True(falling.IsFlat, falling.ToString());
        Assert.Equal(0, new Series("empty", "", 1, 0.1).Rise);
    }

    [Theory(DisplayName = "Too few samples are not flat: they show nothing")]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(Series.Least - 1, false)]
    [InlineData(Series.Least, true)]
    public void Too_few(int samples, bool isFlat) => Assert.Equal(isFlat, Of(_ => 1, samples).IsFlat);

    [Fact(DisplayName = "A soak that is broken off before its time is not good, and says so")]
    public void Broken_off()
    {
        var report = new SoakReport(seed: 1, minutes: 30);
        report.Stop();

        Assert.False(report.IsWhole);
        Assert.False(report.IsGood);
        Assert.Contains("BROKEN OFF", report.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("NOT GOOD", report.ToString(), StringComparison.Ordinal);
        Assert.True(new SoakReport(seed: 1, minutes: 0).IsWhole);
    }

    // A sample every 10 s.
    private static Series Of(Func<int, double> value, int samples = 100)
    {
        var series = new Series("number", "", most: 10, share: 0.1);
        for (var i = 0; i < samples; i++)
            series.Add(TimeSpan.FromSeconds(10 * i), value(i));
        return series;
    }
}
