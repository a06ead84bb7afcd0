namespace Akka.P2P.Core.Tests.Rates;

using Akka.P2P.Core.Rates;

public sealed class RateMeterTests
{
    private readonly RateMeter _meter = new(TimeSpan.FromSeconds(1));

    [Fact]
    public void A_steady_stream_has_its_rate_from_early_on()
    {
        for (var ms = 5_000; ms < 7_000; ms += 10)
        {
            _meter.Add(1000, TimeSpan.FromMilliseconds(ms));
            if (ms > 5_300)
                Assert.InRange(_meter.BytesPerSecond(TimeSpan.FromMilliseconds(ms)), 85_000, 115_000);
        }

        Assert.Equal(200_000, _meter.Total);
    }

    [Fact]
    public void After_a_pause_it_is_zero_and_recovers()
    {
        _meter.Add(1000, TimeSpan.FromSeconds(1));
        Assert.Equal(0, _meter.BytesPerSecond(TimeSpan.FromSeconds(500)));
        _meter.Add(500, TimeSpan.FromSeconds(500));
        Assert.InRange(_meter.BytesPerSecond(TimeSpan.FromSeconds(500)), 499, 501);
    }

    [Fact]
    public void Without_a_byte_it_is_zero() => Assert.Equal(0, _meter.BytesPerSecond(TimeSpan.FromSeconds(1)));
}
