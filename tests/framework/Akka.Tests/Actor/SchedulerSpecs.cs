namespace Akka.Tests.Actor;

using Akka.Actor;
using Akka.TestKit.Xunit2;

public sealed class SchedulerSpecs : TestKit
{
    private static readonly TimeSpan Ample = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(10);

    private IActionScheduler Actions => Sys.Scheduler.Advanced;

    [Fact(DisplayName = "An action runs once, and one that repeats until it is cancelled")]
    public void Actions_run()
    {
        var (once, often) = (0, 0);
        using var cancel = new Cancelable(Sys.Scheduler);
        Actions.ScheduleOnce(Moment, () => Interlocked.Increment(ref once));
        Actions.ScheduleRepeatedly(TimeSpan.Zero, Moment, () => Interlocked.Increment(ref often), cancel);
        AwaitCondition(() => Volatile.Read(ref often) >= 3 && Volatile.Read(ref once) == 1, Ample);
        cancel.Cancel();
        Actions.ScheduleOnce(Moment, () => TestActor.Tell("after"));
        ExpectMsg("after", Ample);
        var settled = Volatile.Read(ref often);
        Actions.ScheduleOnce(Moment * 5, () => TestActor.Tell("later"));
        ExpectMsg("later", Ample);
        Assert.Equal((settled, 1), (Volatile.Read(ref often), Volatile.Read(ref once)));
    }

    [Fact(DisplayName = "A repeated action that throws is not run again, and others go on")]
    public void Crash()
    {
        var calls = 0;
        Actions.ScheduleRepeatedly(TimeSpan.Zero, Moment, () =>
        {
            Interlocked.Increment(ref calls);
            throw new InvalidOperationException("crash");
        });
        AwaitCondition(() => Volatile.Read(ref calls) == 1, Ample);
        Actions.ScheduleOnce(Moment * 10, () => TestActor.Tell("others"));
        ExpectMsg("others", Ample);
        Assert.Equal(1, Volatile.Read(ref calls));
    }

    [Fact(DisplayName = "Delays below zero and intervals not above it are refused, whatever is to be done")]
    public void Arguments()
    {
        var (negative, zero) = (TimeSpan.FromMilliseconds(-1), TimeSpan.Zero);
        ITellScheduler tells = Sys.Scheduler;
        Assert.Throws<ArgumentOutOfRangeException>(() => Actions.ScheduleOnce(negative, () => { }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Actions.ScheduleRepeatedly(negative, Moment, () => { }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Actions.ScheduleRepeatedly(zero, zero, () => { }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Actions.ScheduleRepeatedly(zero, negative, () => { }));
        Assert.Throws<ArgumentOutOfRangeException>(() => tells.ScheduleTellOnce(negative, TestActor, "x", ActorRefs.NoSender));
        Assert.Throws<ArgumentOutOfRangeException>(() => tells.ScheduleTellRepeatedly(negative, Moment, TestActor, "x", ActorRefs.NoSender));
        Assert.Throws<ArgumentOutOfRangeException>(() => tells.ScheduleTellRepeatedly(zero, zero, TestActor, "x", ActorRefs.NoSender));
        ExpectNoMsg(30);
    }

    [Fact(DisplayName = "Messages are sent from the sender given, once and again")]
    public void Tells()
    {
        var sender = CreateTestProbe();
        Sys.Scheduler.ScheduleTellOnce(Moment, TestActor, "once", sender.Ref);
        ExpectMsg("once", Ample);
        Assert.Equal(sender.Ref, LastSender);
        var cancel = Sys.Scheduler.ScheduleTellRepeatedlyCancelable(TimeSpan.Zero, Moment, TestActor, "again", sender.Ref);
        Assert.Equal(["again", "again", "again"], ReceiveN(3, Ample));
        cancel.Cancel();
        Assert.True(cancel.IsCancellationRequested);
        var cancelled = Sys.Scheduler.ScheduleTellOnceCancelable(TimeSpan.FromMinutes(1), TestActor, "never", sender.Ref);
        cancelled.CancelAfter(TimeSpan.FromMilliseconds(1));
        AwaitCondition(() => cancelled.IsCancellationRequested, Ample);
    }

    [Fact(DisplayName = "Milliseconds do as well")]
    public void Milliseconds()
    {
        Sys.Scheduler.ScheduleTellOnce(1, TestActor, "once", ActorRefs.NoSender);
        ExpectMsg("once", Ample);
        var cancel = Sys.Scheduler.Advanced.ScheduleOnceCancelable(1, () => TestActor.Tell("act"));
        ExpectMsg("act", Ample);
        cancel.Cancel();
        var again = Sys.Scheduler.Advanced.ScheduleRepeatedlyCancelable(1, 5, () => TestActor.Tell("acts"));
        Assert.Equal(["acts", "acts"], ReceiveN(2, Ample));
        again.Cancel();
    }

    [Fact(DisplayName = "Clocks run, and the wall clock is that of the machine")]
    public void Clocks()
    {
        var before = Sys.Scheduler.MonotonicClock;
        var high = Sys.Scheduler.HighResMonotonicClock;
        AwaitCondition(() => Sys.Scheduler.MonotonicClock > before && Sys.Scheduler.HighResMonotonicClock > high, Ample);
        Assert.InRange(Sys.Scheduler.Now, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddMinutes(1));
    }

    [Fact(DisplayName = "After its end nothing can be scheduled")]
    public void Ended_by_failure()
    {
        var scheduler = new HashedWheelTimerScheduler(Sys.Settings.Config, Log);
        ((IScheduler)scheduler).Advanced.ScheduleOnce(TimeSpan.Zero, () => TestActor.Tell("ran"));
        ExpectMsg("ran", Ample);
        scheduler.Dispose();
        Assert.Throws<SchedulerException>(() => ((IScheduler)scheduler).Advanced.ScheduleOnce(TimeSpan.Zero, () => { }));
    }

    [Fact(DisplayName = "A cancelable cancels once, tells its token, follows others and its own time")]
    public void Cancelables()
    {
        using var plain = new Cancelable(Sys.Scheduler);
        var told = 0;
        using var registration = plain.Token.Register(() => told++);
        plain.Cancel();
        plain.Cancel();
        Assert.Equal(1, told);
        Assert.True(plain.IsCancellationRequested && plain.Token.IsCancellationRequested);

        using var first = new Cancelable(Sys.Scheduler);
        var linked = Cancelable.CreateLinkedCancelable(Sys.Scheduler, first, new Cancelable(Sys.Scheduler));
        Assert.False(linked.IsCancellationRequested);
        first.Cancel();
        AwaitCondition(() => linked.IsCancellationRequested, Ample);

        using var timed = new Cancelable(Sys.Scheduler, TimeSpan.FromMilliseconds(1));
        AwaitCondition(() => timed.IsCancellationRequested, Ample);
        using var later = new Cancelable(Sys.Scheduler);
        later.CancelAfter(1);
        AwaitCondition(() => later.IsCancellationRequested, Ample);
        Assert.True(Cancelable.CreateCanceled().IsCancellationRequested);
        ((ICancelable?)null).CancelIfNotNull();
    }

    [Fact(DisplayName = "A disposed cancelable takes no more orders")]
    public void Disposed()
    {
        var cancelable = new Cancelable(Sys.Scheduler);
        cancelable.Dispose();
        Assert.Throws<ObjectDisposedException>(() => cancelable.Cancel());
        Assert.Throws<ObjectDisposedException>(() => cancelable.CancelAfter(TimeSpan.FromSeconds(1)));
        Assert.Throws<ObjectDisposedException>(() => cancelable.Token);
    }
}
