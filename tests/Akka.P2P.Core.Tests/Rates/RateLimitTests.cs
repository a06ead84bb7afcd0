namespace Akka.P2P.Core.Tests.Rates;

using Akka.P2P.Core.Rates;

public sealed class RateLimitTests
{
    private const long Rate = 1_000_000;

    [Theory(DisplayName = "Whoever sends as soon as it may sends at the rate, to 5 % over ten seconds, in slices and in large pieces")]
    [InlineData(1, Rate, 64 * 1024)]
    [InlineData(2, Rate, 4096)]
    [InlineData(3, 200_000, 64 * 1024)]
    [InlineData(4, 125_000_000, 256 * 1024)]
    public void Rate_over_ten_seconds(int seed, long rate, int largest)
    {
        var random = new Random(seed);
        var limit = new RateLimit(rate);
        var (now, sent) = (TimeSpan.FromSeconds(5), 0L);
        var end = now + TimeSpan.FromSeconds(10);
        while (true)
        {
            var bytes = random.Next(1, largest + 1);
            now += limit.Reserve(bytes, now);
            if (now > end)
                break;
            sent += bytes;
        }

        Assert.InRange(sent, rate * 10 * 0.95, rate * 10 * 1.05);
    }

    [Fact(DisplayName = "Several who share a limit are served in the order of asking, and together at the rate")]
    public void Shared()
    {
        var limit = new RateLimit(Rate);
        TimeSpan[] waits = [.. Enumerable.Range(0, 10).Select(_ => limit.Reserve(500_000, TimeSpan.Zero))];

        Assert.Equal(waits.Order(), waits);
        Assert.Equal(TimeSpan.FromSeconds(4.9), waits[^1]);
    }

    [Fact(DisplayName = "A long pause saves up a tenth of a second's worth, no more")]
    public void Burst()
    {
        var limit = new RateLimit(Rate);
        limit.Reserve(1, TimeSpan.Zero);

        Assert.Equal(TimeSpan.Zero, limit.Reserve(100_000, TimeSpan.FromHours(1)));
        Assert.Equal(TimeSpan.FromSeconds(0.5), limit.Reserve(500_000, TimeSpan.FromHours(1)));
    }

    [Fact(DisplayName = "A new rate holds from now on: what was reserved at a slow one doesn't hold it up")]
    public void Changed()
    {
        var limit = new RateLimit(RateLimit.Least);
        limit.Reserve(100 * RateLimit.Least, TimeSpan.Zero);

        limit.Change(Rate, TimeSpan.FromSeconds(1));
        Assert.InRange(limit.Reserve(100_000, TimeSpan.FromSeconds(1)), TimeSpan.Zero, TimeSpan.FromSeconds(0.2));
        limit.Change(null, TimeSpan.FromSeconds(2));
        Assert.Equal(TimeSpan.Zero, limit.Reserve(long.MaxValue / 4, TimeSpan.FromSeconds(2)));
    }

    [Theory(DisplayName = "A rate so low that peers would take us for dead is refused, and changes nothing")]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(RateLimit.Least - 1)]
    public void Too_low(long rate)
    {
        var limit = new RateLimit(Rate);

        Assert.Throws<ArgumentOutOfRangeException>(() => limit.Change(rate, TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RateLimit(rate));
        Assert.Equal(Rate, limit.BytesPerSecond);
    }
}
