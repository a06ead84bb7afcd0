namespace Akka.TestKit.Tests;

using Akka.Actor;
using Akka.TestKit.Configs;
using Xunit.Abstractions;

public sealed class TestSchedulerSpecs(ITestOutputHelper output) : Xunit2.TestKit(TestConfigs.TestSchedulerConfig, null, output)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private TestScheduler Scheduler => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void Nothing_comes_before_time_moves_and_it_comes_when_its_time_is_reached()
    {
        Scheduler.ScheduleTellOnce(Second, TestActor, "tick", ActorRefs.NoSender);
        Assert.False(HasMessages);
        Scheduler.Advance(Second - TimeSpan.FromTicks(1));
        Assert.False(HasMessages);
        Scheduler.Advance(TimeSpan.FromTicks(1));
        ExpectMsg("tick");
    }

    [Fact]
    public void Due_times_decide_the_order_and_then_the_order_of_scheduling()
    {
        foreach (var (name, delay) in new[] { ("c", 2), ("a", 1), ("d", 2), ("b", 1), ("e", 3) })
        {
            Scheduler.ScheduleTellOnce(Second * delay, TestActor, name, ActorRefs.NoSender);
        }

        Scheduler.Advance(Second * 5);
        Assert.Equal(["a", "b", "c", "d", "e"], ReceiveN(5).Cast<string>());
    }

    [Fact]
    public void Time_is_at_the_due_time_when_an_action_runs_and_at_the_target_after()
    {
        var (start, times) = (Scheduler.Now, new List<TimeSpan>());
        Scheduler.Advanced.ScheduleOnce(Second, () => times.Add(Scheduler.Now - start));
        Scheduler.Advanced.ScheduleOnce(Second * 2, () => times.Add(Scheduler.Now - start));
        Scheduler.Advance(Second * 5);
        Assert.Equal([Second, Second * 2], times);
        Assert.Equal(Second * 5, Scheduler.Now - start);
        Assert.Equal(Second * 5, Scheduler.MonotonicClock);
    }

    [Fact]
    public void What_an_action_schedules_runs_in_the_same_move_when_it_falls_within()
    {
        var log = new List<string>();
        Scheduler.Advanced.ScheduleOnce(Second, () =>
        {
            log.Add("first");
            Scheduler.Advanced.ScheduleOnce(Second, () => log.Add("within"));
            Scheduler.Advanced.ScheduleOnce(Second * 9, () => log.Add("beyond"));
        });
        Scheduler.Advanced.ScheduleOnce(Second * 2, () => log.Add("second"));
        Scheduler.Advance(Second * 3);
        Assert.Equal(["first", "second", "within"], log);
        Scheduler.Advance(Second * 7);
        Assert.Equal("beyond", log[^1]);
    }

    [Fact]
    public void A_repeating_message_comes_once_an_interval()
    {
        Scheduler.ScheduleTellRepeatedly(Second, Second * 2, TestActor, "tick", ActorRefs.NoSender);
        Scheduler.Advance(Second * 6);
        ReceiveN(3);
        Assert.False(HasMessages);
        Scheduler.Advance(Second);
        ExpectMsg("tick");
    }

    [Fact]
    public void What_is_cancelled_does_not_run()
    {
        var cancelable = new Cancelable(Scheduler.Advanced);
        Scheduler.ScheduleTellRepeatedly(Second, Second, TestActor, "tick", ActorRefs.NoSender, cancelable);
        Scheduler.Advance(Second * 2);
        ReceiveN(2);
        cancelable.Cancel();
        Scheduler.Advance(Second * 5);
        Assert.False(HasMessages);
    }

    [Fact]
    public void Time_goes_to_a_moment_but_never_back()
    {
        Scheduler.ScheduleTellOnce(Second, TestActor, "tick", ActorRefs.NoSender);
        Scheduler.AdvanceTo(Scheduler.Now + Second);
        ExpectMsg("tick");
        Assert.Throws<InvalidOperationException>(() => Scheduler.AdvanceTo(Scheduler.Now - Second));
        Assert.Throws<ArgumentOutOfRangeException>(() => Scheduler.Advance(-Second));
    }

    [Fact]
    public void An_action_that_throws_stops_nothing()
    {
        EventFilter.Exception<InvalidTimeZoneException>().ExpectOne(() =>
        {
            Scheduler.Advanced.ScheduleOnce(Second, new Action(() => throw new InvalidTimeZoneException()));
            Scheduler.ScheduleTellOnce(Second, TestActor, "tick", ActorRefs.NoSender);
            Scheduler.Advance(Second);
        });
        ExpectMsg("tick");
    }

    [Fact]
    public void Delays_and_intervals_are_checked()
    {
        Assert.ThrowsAny<ArgumentException>(() => Scheduler.ScheduleTellOnce(-Second, TestActor, "x", ActorRefs.NoSender));
        Assert.ThrowsAny<ArgumentException>(() => Scheduler.ScheduleTellRepeatedly(Second, TimeSpan.Zero, TestActor, "x", ActorRefs.NoSender));
    }
}
