namespace Akka.Tests.Actor.Timers;

using Akka.Actor;
using Akka.TestKit;
using Akka.Tests.Support;

/// <summary>Time passes only when a spec says so.</summary>
public class TimersSpecs : SystemSpec
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Probe _seen;

    public TimersSpecs()
        : base("akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"") => _seen = NewProbe();

    private TestScheduler Time => (TestScheduler)Sys.Scheduler;

    [Fact]
    public async Task A_single_timer_fires_once()
    {
        var actor = await Start(timers => timers.StartSingleTimer("key", "tick", Second));
        Time.Advance(Second);
        await _seen.Expect("tick");
        Time.Advance(10 * Second);
        Assert.False(await Active(actor, "key"));
        await _seen.ExpectNothingBefore(new object());
    }

    [Fact]
    public async Task A_single_timer_is_active_until_it_has_fired()
    {
        var actor = await Start(timers => timers.StartSingleTimer("key", "tick", Second));
        Assert.True(await Active(actor, "key"));
        Assert.False(await Active(actor, "other"));
    }

    [Fact]
    public async Task A_periodic_timer_fires_until_it_is_cancelled()
    {
        var actor = await Start(timers => timers.StartPeriodicTimer("key", "tick", Second));
        for (var i = 0; i < 3; i++)
        {
            Time.Advance(Second);
            await _seen.Expect("tick");
        }

        await Do(actor, timers => timers.Cancel("key"));
        Time.Advance(5 * Second);
        Assert.False(await Active(actor, "key"));
        await _seen.ExpectNothingBefore(new object());
    }

    [Fact]
    public async Task A_periodic_timer_may_begin_earlier()
    {
        await Start(timers => timers.StartPeriodicTimer("key", "tick", TimeSpan.FromMilliseconds(100), 10 * Second));
        Time.Advance(TimeSpan.FromMilliseconds(100));
        await _seen.Expect("tick");
        Time.Advance(10 * Second);
        await _seen.Expect("tick");
    }

    [Fact]
    public async Task A_timer_may_name_a_sender()
    {
        var sender = NewProbe();
        await Start(timers => timers.StartSingleTimer("key", "tick", Second, sender.Ref));
        Time.Advance(Second);
        await _seen.Expect("tick");
        Assert.Equal(sender.Ref, _seen.LastSender);
    }

    [Fact]
    public async Task Starting_a_timer_again_replaces_it()
    {
        var actor = await Start(timers => timers.StartPeriodicTimer("key", "old", Second));
        await Do(actor, timers => timers.StartPeriodicTimer("key", "new", Second));
        Time.Advance(Second);
        await _seen.Expect("new");
        Time.Advance(Second);
        await _seen.Expect("new");
    }

    [Fact]
    public async Task A_message_that_waits_in_the_mailbox_is_dropped_when_its_timer_is_replaced()
    {
        var actor = await Start(timers => timers.StartSingleTimer("key", "old", Second));
        await Do(actor, timers =>
        {
            // Inside the handler: the message is in the mailbox, and can't be handled before this ends.
            Time.Advance(Second);
            timers.StartSingleTimer("key", "new", Second);
        });
        Time.Advance(Second);
        await _seen.Expect("new");
    }

    [Fact]
    public async Task A_message_that_waits_in_the_mailbox_is_dropped_when_its_timer_is_cancelled()
    {
        var actor = await Start(timers => timers.StartSingleTimer("key", "old", Second));
        await Do(actor, timers =>
        {
            Time.Advance(Second);
            timers.Cancel("key");
        });
        Assert.False(await Active(actor, "key"));
        await _seen.ExpectNothingBefore(new object());
    }

    [Fact]
    public async Task All_timers_can_be_cancelled_at_once()
    {
        var actor = await Start(timers =>
        {
            timers.StartPeriodicTimer(1, "one", Second);
            timers.StartPeriodicTimer(2, "two", Second);
        });
        await Do(actor, timers =>
        {
            Assert.Equal(2, timers.ActiveTimers.Count);
            timers.CancelAll();
            Assert.Empty(timers.ActiveTimers);
        });
        Time.Advance(Second);
        Assert.False(await Active(actor, 1));
        await _seen.ExpectNothingBefore(new object());
    }

    [Fact]
    public async Task A_restart_ends_all_timers_and_their_waiting_messages()
    {
        var actor = await Start(timers => timers.StartPeriodicTimer("key", "tick", Second));
        await Do(actor, _ => Time.Advance(Second), fail: true);
        Time.Advance(5 * Second);
        Assert.False(await Active(actor, "key"));
        await _seen.ExpectNothingBefore(new object());
        await Do(actor, timers => timers.StartSingleTimer("key", "after restart", Second));
        Time.Advance(Second);
        await _seen.Expect("after restart");
    }

    [Fact]
    public async Task A_stopped_actors_timers_send_no_dead_letters()
    {
        Sys.EventStream.Subscribe(_seen.Ref, typeof(Akka.Event.AllDeadLetters));
        var actor = await Start(timers => timers.StartPeriodicTimer("key", "tick", Second));
        await actor.GracefulStop(Probe.Patience);
        Time.Advance(5 * Second);
        await _seen.ExpectNothingBefore(new object());
    }

    [Fact]
    public async Task A_timers_message_can_be_stashed()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Stashing(_seen.Ref)));
        await actor.Ask<string>("ready?", Probe.Patience);
        Time.Advance(Second);
        await _seen.Expect("stashed");
        actor.Tell("open");
        await _seen.Expect("tick");
    }

    private async Task<IActorRef> Start(Action<ITimerScheduler> begin)
    {
        var actor = Sys.ActorOf(Props.Create(() => new Timed(_seen.Ref)));
        await Do(actor, begin);
        return actor;
    }

    private static Task Do(IActorRef actor, Action<ITimerScheduler> act, bool fail = false) =>
        actor.Ask<string>(new Act(act, fail), Probe.Patience);

    private static Task<bool> Active(IActorRef actor, object key) => actor.Ask<bool>(new IsActive(key), Probe.Patience);

    private sealed record Act(Action<ITimerScheduler> Body, bool Fail);

    private sealed record IsActive(object Key);

    private sealed class Timed(IActorRef seen) : UntypedActor, IWithTimers
    {
        public ITimerScheduler Timers { get; set; } = null!;

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case Act act:
                    act.Body(Timers);
                    Sender.Tell("done");
                    if (act.Fail)
                        throw new InvalidOperationException("asked to");
                    break;
                case IsActive question:
                    Sender.Tell(Timers.IsTimerActive(question.Key));
                    break;
                default:
                    seen.Tell(message, Sender);
                    break;
            }
        }
    }

    private sealed class Stashing(IActorRef seen) : UntypedActor, IWithTimers, IWithUnboundedStash
    {
        private bool _open;

        public ITimerScheduler Timers { get; set; } = null!;

        public IStash Stash { get; set; } = null!;

        protected override void PreStart() => Timers.StartSingleTimer("key", "tick", Second);

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case "ready?":
                    Sender.Tell("yes");
                    break;
                case "open":
                    _open = true;
                    Stash.UnstashAll();
                    break;
                case "tick" when _open:
                    seen.Tell(message);
                    break;
                default:
                    Stash.Stash();
                    seen.Tell("stashed");
                    break;
            }
        }
    }
}
