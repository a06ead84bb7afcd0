namespace Akka.Tests.Actor.Lifecycle;

using Akka.Actor;
using Akka.Tests.Support;

public class LifecycleSpecs : SystemSpec
{
    private readonly Probe _log;

    public LifecycleSpecs() => _log = NewProbe();

    [Fact]
    public async Task A_restart_runs_the_hooks_in_order_and_keeps_the_mailbox()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Hooked(_log.Ref)));
        actor.Tell("boom");
        actor.Tell("kept");
        await _log.Expect("PreStart 1");
        await _log.Expect("PreRestart 1: boom");
        await _log.Expect("PostStop 1");
        await _log.Expect("PostRestart 2");
        await _log.Expect("PreStart 2");
        await _log.Expect("kept by 2");
        Sys.Stop(actor);
        await _log.Expect("PostStop 2");
    }

    [Fact]
    public async Task A_poison_pill_comes_after_what_was_sent_before_it()
    {
        var dead = NewProbe();
        Sys.EventStream.Subscribe(dead.Ref, typeof(Akka.Event.DeadLetter));
        var actor = Sys.ActorOf(Props.Create(() => new Hooked(_log.Ref)));
        actor.Tell("a");
        actor.Tell(PoisonPill.Instance);
        actor.Tell("b");
        await _log.Expect("PreStart 1");
        await _log.Expect("a by 1");
        await _log.Expect("PostStop 1");
        Assert.Equal("b", (await dead.Next<Akka.Event.DeadLetter>()).Message);
    }

    [Fact]
    public async Task Kill_stops_the_actor_by_its_supervisors_default()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Hooked(_log.Ref)));
        var watcher = ActorOf((message, context) =>
        {
            if (message is IActorRef subject)
            {
                context.Watch(subject);
                context.Sender.Tell("watching");
            }
            else
            {
                _log.Ref.Tell(Gone.From(message));
            }
        });
        Assert.Equal("watching", await watcher.Ask<string>(actor, Probe.Patience));
        actor.Tell(Kill.Instance);
        await _log.Expect("PreStart 1");
        await _log.Expect("PostStop 1");
        Assert.Equal(actor, (await _log.Next<Gone>()).Actor);
    }

    [Fact]
    public async Task A_name_is_taken_until_its_actor_is_gone()
    {
        var first = Sys.ActorOf(Props.Create(() => new Hooked(_log.Ref)), "one");
        Assert.Throws<InvalidActorNameException>(() => Sys.ActorOf(Props.Create(() => new Hooked(_log.Ref)), "one"));
        Assert.True(await first.GracefulStop(Probe.Patience));
        IActorRef? second = null;
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                try
                {
                    second = Sys.ActorOf(Props.Create(() => new Hooked(_log.Ref)), "one");
                    return true;
                }
                catch (InvalidActorNameException)
                {
                    return false;
                }
            },
            Probe.Patience));
        Assert.Equal(first.Path, second!.Path);
        Assert.NotEqual(first, second);
    }

    [Theory]
    [InlineData("")]
    [InlineData("$mine")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("%zz")]
    public void A_malformed_name_is_refused(string name) =>
        Assert.Throws<InvalidActorNameException>(() => Sys.ActorOf(Props.Create(() => new Hooked(_log.Ref)), name));

    [Fact]
    public async Task A_message_that_races_a_stop_is_handled_or_a_dead_letter()
    {
        const int Messages = 20_000;
        var letters = 0;
        var handled = 0;
        var all = new TaskCompletionSource();
        var listener = ActorOf((message, _) =>
        {
            if (message is Akka.Event.DeadLetter { Message: int } && Interlocked.Increment(ref letters) + Volatile.Read(ref handled) >= Messages)
            {
                all.TrySetResult();
            }
        });
        Sys.EventStream.Subscribe(listener, typeof(Akka.Event.DeadLetter));
        var target = ActorOf((message, _) => Interlocked.Increment(ref handled));
        var senders = Enumerable.Range(0, 2).Select(s => Task.Run(() =>
        {
            for (var i = 0; i < Messages / 2; i++)
            {
                if (s == 0 && i == Messages / 8)
                {
                    Sys.Stop(target);
                }

                target.Tell(i);
            }
        }));
        await Task.WhenAll(senders);
        await all.Task.WaitAsync(Probe.Patience);
        Assert.Equal(Messages, letters + handled);
    }

    [Fact]
    public async Task A_parent_stops_after_its_children_even_when_one_fails_meanwhile()
    {
        var parent = ActorOf((message, context) =>
        {
            foreach (var name in new[] { "a", "b" })
            {
                context.ActorOf(Props.Create(() => new FailsInPostStop(_log.Ref)), name);
            }

            context.Sender.Tell("made");
        });
        await parent.Ask<string>("make", Probe.Patience);
        Assert.True(await parent.GracefulStop(Probe.Patience));
        await _log.Expect("stopping");
        await _log.Expect("stopping");
    }

    private sealed class FailsInPostStop(IActorRef log) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
        }

        protected override void PostStop()
        {
            log.Tell("stopping");
            throw new InvalidOperationException("in PostStop");
        }
    }

    private sealed class Hooked : UntypedActor
    {
        private readonly IActorRef _log;
        private int _incarnation = 1;

        public Hooked(IActorRef log) => _log = log;

        protected override void OnReceive(object message)
        {
            if (message is "boom")
            {
                throw new InvalidOperationException("boom");
            }

            _log.Tell($"{message} by {_incarnation}");
        }

        protected override void PreStart() => _log.Tell($"PreStart {_incarnation}");

        protected override void PostStop() => _log.Tell($"PostStop {_incarnation}");

        protected override void PreRestart(Exception reason, object message)
        {
            _log.Tell($"PreRestart {_incarnation}: {message}");
            base.PreRestart(reason, message);
        }

        protected override void PostRestart(Exception reason)
        {
            _incarnation++;
            _log.Tell($"PostRestart {_incarnation}");
            base.PostRestart(reason);
        }
    }
}
