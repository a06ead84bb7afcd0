namespace Akka.Tests.Actor.Supervision;

using Akka.Actor;
using Akka.Tests.Support;

public class SupervisionSpecs : SystemSpec
{
    private readonly Probe _log;

    public SupervisionSpecs() => _log = NewProbe();

    [Fact]
    public async Task A_restart_forgets_the_state_and_a_resume_keeps_it()
    {
        var (_, child) = await Family(new OneForOneStrategy(e => e is ArgumentException ? Directive.Resume : Directive.Restart));
        child.Tell(3);
        child.Tell(new ArgumentException("resume"));
        Assert.Equal(3, await child.Ask<int>("get", Probe.Patience));
        child.Tell(new InvalidOperationException("restart"));
        Assert.Equal(0, await child.Ask<int>("get", Probe.Patience));
    }

    [Fact]
    public async Task More_failures_than_allowed_stop_the_child()
    {
        var (parent, child) = await Family(new OneForOneStrategy(2, TimeSpan.FromMinutes(1), _ => Directive.Restart));
        parent.Tell(new WatchIt(child));
        for (var i = 0; i < 3; i++)
        {
            child.Tell(new InvalidOperationException("again"));
        }

        Assert.Equal(child, (await _log.Next<Gone>()).Actor);
    }

    [Fact]
    public async Task No_retries_means_none()
    {
        var (parent, child) = await Family(new OneForOneStrategy(0, TimeSpan.FromMinutes(1), _ => Directive.Restart));
        parent.Tell(new WatchIt(child));
        child.Tell(new InvalidOperationException("once"));
        Assert.Equal(child, (await _log.Next<Gone>()).Actor);
    }

    [Fact]
    public async Task All_for_one_restarts_the_siblings_too()
    {
        var (parent, child) = await Family(new AllForOneStrategy(_ => Directive.Restart));
        var sibling = await parent.Ask<IActorRef>("another", Probe.Patience);
        sibling.Tell(5);
        Assert.Equal(5, await sibling.Ask<int>("get", Probe.Patience));
        child.Tell(new InvalidOperationException("one for all"));
        Assert.Equal(0, await child.Ask<int>("get", Probe.Patience));
        Assert.True(SpinWait.SpinUntil(() => sibling.Ask<int>("get", Probe.Patience).GetAwaiter().GetResult() == 0, Probe.Patience));
    }

    [Fact]
    public async Task What_is_escalated_restarts_the_parent_and_stops_its_children()
    {
        var (parent, child) = await Family(new OneForOneStrategy(_ => Directive.Escalate));
        var watcher = ActorOf((message, context) =>
        {
            if (message is IActorRef subject)
            {
                context.Watch(subject);
                context.Sender.Tell("ok");
            }
            else
            {
                _log.Ref.Tell(Gone.From(message));
            }
        });
        await watcher.Ask<string>(child, Probe.Patience);
        child.Tell(new InvalidOperationException("up"));
        Assert.Equal(child, (await _log.Next<Gone>()).Actor);
        var fresh = await parent.Ask<IActorRef>("another", Probe.Patience);
        Assert.Equal(0, await fresh.Ask<int>("get", Probe.Patience));
    }

    [Fact]
    public async Task An_actor_that_cannot_start_is_stopped()
    {
        var failing = Sys.ActorOf(Props.Create(() => new CannotStart()));
        var watcher = ActorOf((message, context) =>
        {
            if (message is IActorRef subject)
            {
                context.Watch(subject);
            }
            else
            {
                _log.Ref.Tell(Gone.From(message));
            }
        });
        watcher.Tell(failing);
        Assert.Equal(failing, (await _log.Next<Gone>()).Actor);
    }

    [Fact]
    public async Task An_unhandled_end_of_a_watched_actor_fails_the_watcher()
    {
        var watched = ActorOf((_, _) => { });
        var (parent, _) = await Family(new OneForOneStrategy(e =>
        {
            _log.Ref.Tell(e);
            return Directive.Stop;
        }));
        var pact = await parent.Ask<IActorRef>("another", Probe.Patience);
        pact.Tell(new WatchIt(watched));
        await pact.Ask<int>("get", Probe.Patience);
        Sys.Stop(watched);
        Assert.Equal(watched, (await _log.Next<DeathPactException>()).DeadActor);
    }

    private async Task<(IActorRef Parent, IActorRef Child)> Family(SupervisorStrategy strategy)
    {
        var parent = Sys.ActorOf(Props.Create(() => new Parent(strategy, _log.Ref)));
        return (parent, await parent.Ask<IActorRef>("another", Probe.Patience));
    }

    private sealed record WatchIt(IActorRef Subject);

    private sealed class CannotStart : UntypedActor
    {
        protected override void PreStart() => throw new InvalidOperationException("no");

        protected override void OnReceive(object message)
        {
        }
    }

    private sealed class Parent(SupervisorStrategy strategy, IActorRef log) : UntypedActor
    {
        protected override SupervisorStrategy SupervisorStrategy() => strategy;

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case "another":
                    Sender.Tell(Context.ActorOf(Props.Create(() => new Child())));
                    break;
                case WatchIt watch:
                    Context.Watch(watch.Subject);
                    break;
                default:
                    log.Tell(Gone.From(message));
                    break;
            }
        }
    }

    private sealed class Child : UntypedActor
    {
        private int _state;

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case int value:
                    _state = value;
                    break;
                case "get":
                    Sender.Tell(_state);
                    break;
                case WatchIt watch:
                    Context.Watch(watch.Subject);
                    break;
                case Exception failure:
                    throw failure;
                default:
                    Unhandled(message);
                    break;
            }
        }
    }
}
