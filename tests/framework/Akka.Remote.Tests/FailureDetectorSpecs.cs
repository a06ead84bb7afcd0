namespace Akka.Remote.Tests;

public sealed class FailureDetectorSpecs
{
    private long _now = 1_000;

    [Fact]
    public void A_deadline_detector_waits_for_interval_and_pause()
    {
        var detector = new DeadlineFailureDetector(TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(1), () => _now);
        Assert.False(detector.IsMonitoring);
        Assert.True(detector.IsAvailable);

        detector.HeartBeat();
        _now += 4_999;
        Assert.True(detector.IsAvailable);
        _now += 1;
        Assert.False(detector.IsAvailable);

        detector.HeartBeat();
        Assert.True(detector.IsAvailable);
    }

    [Fact]
    public void A_phi_detector_suspects_silence_and_forgives_a_heartbeat()
    {
        var detector = Phi();
        Assert.True(detector.IsAvailable);
        for (var i = 0; i < 20; i++)
        {
            detector.HeartBeat();
            _now += 1_000;
        }

        Assert.True(detector.IsAvailable);
        _now += 3_000;
        Assert.True(detector.IsAvailable);
        _now += 5_000;
        Assert.False(detector.IsAvailable);
        detector.HeartBeat();
        Assert.True(detector.IsAvailable);
    }

    [Fact]
    public void A_phi_detector_puts_up_with_more_where_heartbeats_come_unevenly()
    {
        var even = Phi();
        var uneven = Phi();
        for (var i = 0; i < 40; i++)
        {
            even.HeartBeat();
            uneven.HeartBeat();
            _now += 500;
            if (i % 4 == 3)
            {
                uneven.HeartBeat();
            }

            _now += 500;
        }

        var wait = 0;
        while (even.IsAvailable)
        {
            _now += 10;
            wait++;
        }

        Assert.InRange(wait, 1, 10_000);
        Assert.True(uneven.IsAvailable);
    }

    [Fact]
    public void Numbers_out_of_range_are_refused()
    {
        var second = TimeSpan.FromSeconds(1);
        Assert.Throws<ArgumentException>(() => new PhiAccrualFailureDetector(0, 10, second, second, second));
        Assert.Throws<ArgumentException>(() => new PhiAccrualFailureDetector(8, 0, second, second, second));
        Assert.Throws<ArgumentException>(() => new PhiAccrualFailureDetector(8, 10, TimeSpan.Zero, second, second));
        Assert.Throws<ArgumentException>(() => new DeadlineFailureDetector(TimeSpan.Zero));
    }

    [Fact]
    public void A_registry_keeps_a_detector_for_each_resource()
    {
        var registry = new DefaultFailureDetectorRegistry<string>(() => new DeadlineFailureDetector(TimeSpan.FromSeconds(1), () => _now));
        registry.Heartbeat("a");
        _now += 700;
        registry.Heartbeat("b");
        _now += 700;
        Assert.False(registry.IsAvailable("a"));
        Assert.True(registry.IsAvailable("b"));
        Assert.True(registry.IsAvailable("never seen"));
        registry.Remove("a");
        Assert.False(registry.IsMonitoring("a"));
        Assert.True(registry.IsAvailable("a"));
    }

    private PhiAccrualFailureDetector Phi() => new(
        8.0, 100, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(1), () => _now);
}
