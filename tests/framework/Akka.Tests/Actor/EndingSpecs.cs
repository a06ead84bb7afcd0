namespace Akka.Tests.Actor;

using Akka.Actor;
using Akka.Tests.Support;

/// <summary>What ends, and in which order: families, repeated tells, the system, and asks of those who are gone.</summary>
public class EndingSpecs : SystemSpec
{
    [Fact]
    public async Task A_poison_pill_for_the_head_of_a_family_stops_the_youngest_first()
    {
        var log = NewProbe();
        var head = Sys.ActorOf(Props.Create(() => new Family(log.Ref, 3)));
        head.Tell(PoisonPill.Instance);
        for (var generation = 0; generation <= 3; generation++)
        {
            await log.Expect(generation);
        }
    }

    [Fact]
    public async Task An_ask_of_an_actor_that_is_gone_times_out()
    {
        var gone = ActorOf((_, _) => { });
        Assert.True(await gone.GracefulStop(Probe.Patience));
        await Assert.ThrowsAsync<AskTimeoutException>(() => gone.Ask<string>("anyone", TimeSpan.FromMilliseconds(50)));
    }

    [Fact]
    public async Task A_repeated_tell_that_is_cancelled_sends_no_more()
    {
        var ticks = NewProbe();
        var marks = NewProbe();
        var cancel = Sys.Scheduler.ScheduleTellRepeatedlyCancelable(
            TimeSpan.Zero, TimeSpan.FromMilliseconds(10), ticks.Ref, "tick", ActorRefs.NoSender);
        await ticks.Expect("tick");
        await ticks.Expect("tick");
        cancel.Cancel();
        Assert.True(cancel.IsCancellationRequested);

        // One may be on its way while the cancellation comes; from here on there is none.
        Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(50), ticks.Ref, "first mark", marks.Ref);
        while (await ticks.Next<string>() != "first mark")
        {
        }

        Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(100), ticks.Ref, "second mark", marks.Ref);
        await ticks.Expect("second mark");
        Assert.Equal(marks.Ref, ticks.LastSender);
    }

    [Fact]
    public async Task A_tell_whose_cancelable_is_cancelled_already_is_never_sent()
    {
        var ticks = NewProbe();
        Sys.Scheduler.ScheduleTellRepeatedly(
            TimeSpan.Zero, TimeSpan.FromMilliseconds(10), ticks.Ref, "tick", ActorRefs.NoSender, Cancelable.CreateCanceled());
        Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(50), ticks.Ref, "mark", ActorRefs.NoSender);
        await ticks.Expect("mark");
    }

    [Fact]
    public async Task Terminating_twice_ends_once()
    {
        var log = NewProbe();
        using var system = ActorSystem.Create("twice", "akka { loggers = [], stdout-loglevel = OFF }");
        system.RegisterOnTermination(() => log.Ref.Tell("ended"));
        var first = system.Terminate();
        var second = system.Terminate();
        await Task.WhenAll(first, second, system.WhenTerminated).WaitAsync(Probe.Patience);
        await system.Terminate().WaitAsync(Probe.Patience);
        await log.Expect("ended");
        await log.ExpectNothingBefore(new object());
    }

    private sealed class Family : UntypedActor
    {
        private readonly IActorRef _log;
        private readonly int _below;

        public Family(IActorRef log, int below)
        {
            _log = log;
            _below = below;
            if (below > 0)
                Context.ActorOf(Props.Create(() => new Family(log, below - 1)));
        }

        protected override void PostStop() => _log.Tell(_below);

        protected override void OnReceive(object message)
        {
        }
    }
}
