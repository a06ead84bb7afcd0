namespace Akka.Tests.Actor.Lifecycle;

using Akka.Actor;
using Akka.Event;
using Akka.Tests.Support;

/// <summary>What a restart keeps, what it drops, and what it tells the hooks.</summary>
public class RestartSpecs : SystemSpec
{
    private readonly Probe _log;

    public RestartSpecs() => _log = NewProbe();

    [Fact]
    public async Task PreRestart_sees_the_failed_message_and_its_sender_which_can_be_told_of_it()
    {
        var asker = NewProbe();
        var actor = Sys.ActorOf(Props.Create(() => new Reporting()));
        actor.Tell("fail", asker.Ref);
        await asker.Expect("failed by fail");
        Assert.Equal(actor, asker.LastSender);
    }

    [Fact]
    public async Task The_message_that_failed_is_not_handled_again_and_the_reference_stays()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Reporting()));
        actor.Tell("fail");
        Assert.Equal("reborn", await actor.Ask<string>("state", Probe.Patience));
        Assert.Equal(actor, (await actor.Ask<ActorIdentity>(new Identify(1), Probe.Patience)).Subject);
    }

    [Fact]
    public async Task The_default_hooks_stop_the_children_and_run_PostStop_and_PreStart()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Defaults(_log.Ref, true)));
        await _log.Expect("child started");
        await _log.Expect("started");
        actor.Tell("fail");

        // The old instance and its children go in any order, the new one comes after all of them.
        string[] ends = [await _log.Next<string>(), await _log.Next<string>()];
        Assert.Equal(["child stopped", "stopped"], ends.Order(StringComparer.Ordinal));
        await _log.Expect("child started");
        await _log.Expect("started");
    }

    [Fact]
    public async Task Resuming_calls_no_hook()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Resuming(_log.Ref)));
        await _log.Expect("started");
        parent.Tell("fail");
        parent.Tell("say");
        await _log.Expect("said");
        await _log.ExpectNothingBefore(new object());
    }

    [Fact]
    public async Task What_waits_for_an_actor_that_is_killed_becomes_dead_letters_with_their_senders()
    {
        var letters = NewProbe();
        var sender = NewProbe();
        Sys.EventStream.Subscribe(letters.Ref, typeof(DeadLetter));
        using var told = new ManualResetEventSlim();
        var actor = ActorOf((_, _) => told.Wait(Probe.Patience));
        actor.Tell("hold");
        actor.Tell(Kill.Instance);
        actor.Tell("too late", sender.Ref);
        told.Set();
        var letter = await letters.Next<DeadLetter>();
        Assert.Equal(("too late", sender.Ref, actor), (letter.Message, letter.Sender, letter.Recipient));
    }

    [Fact]
    public async Task A_stopped_name_can_be_taken_by_another_incarnation_that_is_not_equal()
    {
        var first = ActorOf((_, _) => { }, "phoenix");
        Assert.True(await first.GracefulStop(Probe.Patience));
        IActorRef? second = null;
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                try
                {
                    second = ActorOf((message, context) => context.Sender.Tell(message), "phoenix");
                    return true;
                }
                catch (InvalidActorNameException)
                {
                    return false;
                }
            },
            Probe.Patience));
        Assert.NotEqual(first, second);
        Assert.Equal(first.Path, second!.Path);
        Assert.NotEqual(first.Path.Uid, second.Path.Uid);
        Assert.Equal("selection", await Sys.ActorSelection(first.Path).Ask<string>("selection", Probe.Patience));
        await Assert.ThrowsAsync<AskTimeoutException>(() => first.Ask<string>("reference", TimeSpan.FromMilliseconds(50)));
    }

    private sealed class Reporting : UntypedActor
    {
        private string _state = "first";

        protected override void PreRestart(Exception reason, object message) => Sender.Tell($"failed by {message}");

        protected override void PostRestart(Exception reason) => _state = "reborn";

        protected override void OnReceive(object message)
        {
            if (message is "fail")
                throw new InvalidOperationException("failed as told");
            Sender.Tell(_state);
        }
    }

    private sealed class Defaults : UntypedActor
    {
        private readonly IActorRef _log;
        private readonly string _prefix;

        public Defaults(IActorRef log, bool parent)
        {
            _log = log;
            _prefix = parent ? string.Empty : "child ";
            Parent = parent;
        }

        private bool Parent { get; }

        protected override void PreStart()
        {
            if (!Parent)
            {
                _log.Tell(_prefix + "started");
                Context.Parent.Tell("up");
                return;
            }

            Context.ActorOf(Props.Create(() => new Defaults(_log, false)));
        }

        protected override void PostStop() => _log.Tell(_prefix + "stopped");

        protected override void OnReceive(object message)
        {
            if (message is "fail")
                throw new InvalidOperationException("failed as told");
            if (message is "up")
                _log.Tell("started");
        }
    }

    private sealed class Resuming(IActorRef log) : UntypedActor
    {
        private readonly IActorRef _child = Context.ActorOf(Props.Create(() => new Hooked(log)));

        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Resume);

        protected override void OnReceive(object message) => _child.Tell(message);
    }

    private sealed class Hooked(IActorRef log) : UntypedActor
    {
        protected override void PreStart() => log.Tell("started");

        protected override void PostStop() => log.Tell("stopped");

        protected override void PreRestart(Exception reason, object message) => log.Tell("before");

        protected override void PostRestart(Exception reason) => log.Tell("after");

        protected override void OnReceive(object message)
        {
            if (message is "fail")
                throw new InvalidOperationException("failed as told");
            log.Tell("said");
        }
    }
}
