namespace Akka.P2P.Testing.Tests;

public sealed class FakeClockTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Timers_fire_in_the_order_of_their_times_with_the_clock_there()
    {
        var clock = new FakeClock();
        var (start, fired) = (clock.GetUtcNow(), new List<string>());
        void Arm(string name, int due, int period) => clock.CreateTimer(
            _ => fired.Add($"{name}{(clock.GetUtcNow() - start).TotalSeconds}"),
            null,
            Second * due,
            period == 0 ? Timeout.InfiniteTimeSpan : Second * period);
        Arm("b", 2, 2);
        Arm("a", 1, 0);
        Arm("c", 2, 0);
        clock.Advance(Second * 5);
        Assert.Equal(["a1", "b2", "c2", "b4"], fired);
        Assert.Equal(start + (Second * 5), clock.GetUtcNow());
        Assert.Equal(1, clock.ArmedTimers);
    }

    [Fact]
    public void A_timer_set_by_a_callback_fires_in_the_same_move()
    {
        var clock = new FakeClock();
        var fired = 0;
        clock.CreateTimer(_ => clock.CreateTimer(_ => fired++, null, Second, Timeout.InfiniteTimeSpan), null, Second, Timeout.InfiniteTimeSpan);
        clock.Advance(Second * 2);
        Assert.Equal(1, fired);
    }

    [Fact]
    public void A_timer_that_is_disposed_of_or_stopped_is_silent()
    {
        var clock = new FakeClock();
        var fired = 0;
        var one = clock.CreateTimer(_ => fired++, null, Second, Second);
        var two = clock.CreateTimer(_ => fired++, null, Second, Second);
        one.Dispose();
        Assert.True(two.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        Assert.False(one.Change(Second, Second));
        clock.Advance(Second * 3);
        Assert.Equal(0, fired);
    }

    [Fact]
    public async Task The_platforms_delays_and_elapsed_times_follow_it()
    {
        var clock = new FakeClock();
        var from = clock.GetTimestamp();
        var delay = Task.Delay(Second, clock);
        await clock.WhenArmed().Within("the delay's timer");
        Assert.False(delay.IsCompleted);
        clock.Advance(Second);
        await delay.Within("the delay");
        Assert.InRange(clock.GetElapsedTime(from), Second - TimeSpan.FromTicks(2), Second);
        Assert.NotEqual(TimeSpan.TicksPerSecond, clock.TimestampFrequency);
        Assert.Throws<ArgumentOutOfRangeException>(() => clock.Advance(-Second));
    }
}
