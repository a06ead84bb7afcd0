namespace Akka.Tests.Actor;

using Akka.Actor;
using Akka.Tests.Support;

/// <summary>What a parent knows of its children, and recipes that make none.</summary>
public class ChildrenSpecs : SystemSpec
{
    [Fact]
    public async Task A_child_is_found_by_its_name_and_nobody_by_a_wrong_one()
    {
        var parent = ActorOf((message, context) =>
        {
            var child = context.ActorOf(Props.Create(() => new Quiet()), "one");
            context.ActorOf(Props.Create(() => new Quiet()));
            context.Sender.Tell((child, context.Child("one"), context.Child("none"), context.GetChildren().Count(), child.Path.Parent));
        });
        var (child, found, missing, count, above) =
            await parent.Ask<(IActorRef, IActorRef, IActorRef, int, ActorPath)>("go", Probe.Patience);
        Assert.Equal(child, found);
        Assert.Equal(ActorRefs.Nobody, missing);
        Assert.Equal(2, count);
        Assert.Equal(parent.Path, above);
    }

    [Fact]
    public async Task A_constructor_that_throws_stops_the_child_and_tells_its_parents_strategy()
    {
        var log = NewProbe();
        var parent = Sys.ActorOf(Props.Create(() => new Deciding(log.Ref)));
        parent.Tell(Props.Create(() => new Throwing()));
        var failure = await log.Next<ActorInitializationException>();
        Assert.Contains("thrown as told", failure.ToString(), StringComparison.Ordinal);
        Assert.Equal(parent.Path, failure.Actor?.Path.Parent);
        await log.Next<Gone>();
    }

    [Fact]
    public async Task Arguments_that_fit_no_constructor_are_a_failed_start()
    {
        var log = NewProbe();
        var parent = Sys.ActorOf(Props.Create(() => new Deciding(log.Ref)));
        parent.Tell(Props.Create<Quiet>("no such parameter"));
        await log.Next<ActorInitializationException>();
        await log.Next<Gone>();
    }

    [Fact]
    public void A_recipe_that_is_no_constructor_call_is_refused()
    {
        var made = new Func<Quiet>(() => new Quiet());
        Assert.Throws<ArgumentException>(() => Props.Create(() => made()));
    }

    [Fact]
    public async Task The_receive_timeout_of_an_instance_ends_with_it()
    {
        var log = NewProbe();
        var actor = Sys.ActorOf(Props.Create(() => new Impatient(log.Ref)));
        actor.Tell(TimeSpan.FromMilliseconds(20));
        await log.Expect("timeout");
        actor.Tell("fail");
        while (await log.Next<string>() != "restarted")
        {
        }

        // The next one may have been in the mailbox already when the instance failed; a timer that goes on brings five until the mark.
        var late = 0;
        while (await log.Next<string>() != "mark")
            late++;
        Assert.InRange(late, 0, 1);
    }

    [Fact]
    public void The_scheduler_refuses_times_that_make_no_sense()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(-1), Sys.DeadLetters, "x", ActorRefs.NoSender));
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            Sys.Scheduler.ScheduleTellRepeatedly(TimeSpan.Zero, TimeSpan.Zero, Sys.DeadLetters, "x", ActorRefs.NoSender));
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            Sys.Scheduler.ScheduleTellRepeatedly(TimeSpan.FromMilliseconds(-1), TimeSpan.FromSeconds(1), Sys.DeadLetters, "x", ActorRefs.NoSender));
    }

    private sealed class Quiet : UntypedActor
    {
        protected override void OnReceive(object message)
        {
        }
    }

    private sealed class Throwing : UntypedActor
    {
        public Throwing() => throw new InvalidOperationException("thrown as told");

        protected override void OnReceive(object message)
        {
        }
    }

    private sealed class Deciding(IActorRef log) : UntypedActor
    {
        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(e =>
        {
            log.Tell(e);
            return Directive.Stop;
        });

        protected override void OnReceive(object message)
        {
            if (message is Props props)
                Context.Watch(Context.ActorOf(props));
            else
                log.Tell(Gone.From(message));
        }
    }

    private sealed class Impatient(IActorRef log) : UntypedActor
    {
        protected override void PostRestart(Exception reason)
        {
            log.Tell("restarted");
            Context.System.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(100), log, "mark", ActorRefs.NoSender);
        }

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case TimeSpan timeout:
                    Context.SetReceiveTimeout(timeout);
                    break;
                case ReceiveTimeout:
                    log.Tell("timeout");
                    break;
                default:
                    throw new InvalidOperationException("failed as told");
            }
        }
    }
}
