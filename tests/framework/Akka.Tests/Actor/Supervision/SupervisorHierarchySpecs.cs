namespace Akka.Tests.Actor.Supervision;

using Akka.Actor;
using Akka.TestKit.Xunit2;

/// <summary>Failures across several generations.</summary>
public sealed class SupervisorHierarchySpecs : TestKit
{
    private static readonly TimeSpan Ample = TimeSpan.FromSeconds(20);

    [Fact(DisplayName = "All for one: the manager stops its workers and they are told to those who watch")]
    public void Stops_all()
    {
        var boss = Sys.ActorOf(Props.Create(() => new Relay(null)).WithSupervisorStrategy(new OneForOneStrategy(_ => Directive.Restart)));
        var manager = Made(boss, Props.Create(() => new Relay(null)).WithSupervisorStrategy(new AllForOneStrategy(_ => Directive.Stop)));
        var workers = Enumerable.Range(0, 3).Select(_ => Made(manager, Props.Create(() => new Relay(null)))).ToList();
        workers.ForEach(w => Watch(w));
        workers[1].Tell(new InvalidOperationException("one"));
        Assert.Equal(workers.ToHashSet(), ReceiveN(3, Ample).Cast<Terminated>().Select(t => t.ActorRef).ToHashSet());
    }

    [Fact(DisplayName = "A resumed supervisor resumes its children, deep down, and they go on where they were")]
    public void Resumes()
    {
        var top = Sys.ActorOf(Props.Create(() => new Relay(null)).WithSupervisorStrategy(new OneForOneStrategy(_ => Directive.Resume)), "top");
        var middle = Made(top, Props.Create(() => new Relay(null)).WithSupervisorStrategy(new OneForOneStrategy(_ => Directive.Escalate)));
        var worker = Made(middle, Props.Create(() => new Relay(null)));
        worker.Tell("add");
        worker.Tell("add");
        worker.Tell(new InvalidOperationException("up"));
        middle.Tell("count");
        ExpectMsg(0, Ample);
        worker.Tell("count");
        ExpectMsg(2, Ample);
    }

    [Fact(DisplayName = "While its failure is decided on, an actor and its children handle nothing, and nothing is lost")]
    public void Suspended()
    {
        var gate = new TaskCompletionSource();
        var decider = new OneForOneStrategy(_ =>
        {
            gate.Task.Wait(Ample);
            return Directive.Resume;
        });
        var top = Sys.ActorOf(Props.Create(() => new Relay(null)).WithSupervisorStrategy(decider));
        var middle = Made(top, Props.Create(() => new Relay(null)));
        var worker = Made(middle, Props.Create(() => new Relay(null)));
        middle.Tell(new InvalidOperationException("wait"));
        AwaitCondition(() => ((ActorRefWithCell)middle).Underlying.NumberOfMessages == 0, Ample);
        middle.Tell("count");
        ExpectNoMsg(100);
        gate.SetResult();
        ExpectMsg(0, Ample);
        worker.Tell("count");
        ExpectMsg(0, Ample);
    }

    [Fact(DisplayName = "A failure in the handling of a failure goes one up")]
    public void Failing_decider()
    {
        var top = Sys.ActorOf(Props.Create(() => new Relay(null)).WithSupervisorStrategy(new OneForOneStrategy(e =>
        {
            TestActor.Tell("top: " + e.Message);
            return Directive.Restart;
        })));
        var middle = Made(top, Props.Create(() => new Relay(null)).WithSupervisorStrategy(new OneForOneStrategy(Broken)));
        var worker = Made(middle, Props.Create(() => new Relay(null)));
        worker.Tell(new InvalidOperationException("first"));
        ExpectMsg("top: decider", Ample);

        static Directive Broken(Exception e) => throw new InvalidOperationException("decider");
    }

    [Fact(DisplayName = "A child that failed in its constructor is stopped by default, its parent lives, and the name is free again")]
    public void Constructor()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Relay(null)));
        var child = Made(parent, Props.Create(() => new Unmakeable()));
        Watch(child);
        ExpectTerminated(child, Ample);
        parent.Tell("count");
        ExpectMsg(0, Ample);
        AwaitAssert(() => Assert.NotEqual(child, Made(parent, Props.Create(() => new Relay(null)))), Ample);
    }

    [Fact(DisplayName = "A failure of the constructor reaches the decider as what it is, with the cause inside")]
    public void Initialization()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Relay(null)).WithSupervisorStrategy(new OneForOneStrategy(e =>
        {
            TestActor.Tell(e);
            return Directive.Stop;
        })));
        var child = Made(parent, Props.Create(() => new Unmakeable()));
        var failure = ExpectMsg<ActorInitializationException>(Ample);
        Assert.Equal(child, failure.Actor);
        Assert.Contains("no way", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact(DisplayName = "Restarting what could not be made makes it again, until it works")]
    public void Again()
    {
        var attempts = new Counter();
        var parent = Sys.ActorOf(Props.Create(() => new Relay(null)).WithSupervisorStrategy(new OneForOneStrategy(_ => Directive.Restart)));
        var child = Made(parent, Props.Create(() => new Reluctant(attempts, 3)));
        child.Tell("hello");
        ExpectMsg("hello at 4", Ample);
    }

    [Fact(DisplayName = "What fails on and on in PostRestart is restarted as often as allowed, then stopped")]
    public void Post_restart()
    {
        var seen = new Counter();
        var strategy = new OneForOneStrategy(2, TimeSpan.FromMinutes(1), e =>
        {
            seen.Add();
            return Directive.Restart;
        });
        var parent = Sys.ActorOf(Props.Create(() => new Relay(null)).WithSupervisorStrategy(strategy));
        var child = Made(parent, Props.Create(() => new BadRestart()));
        Watch(child);
        child.Tell("fail");
        ExpectTerminated(child, Ample);
        Assert.Equal(3, seen.Value);
    }

    [Fact(DisplayName = "A child that fails while its parent stops it is stopped, and both are gone")]
    public void Failing_while_stopped()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Relay(null)));
        var child = Made(parent, Props.Create(() => new BadStop()));
        Watch(child);
        Watch(parent);
        for (var i = 0; i < 5; i++)
            child.Tell(i);
        Sys.Stop(parent);
        Assert.Equal(new HashSet<IActorRef> { child, parent }, ReceiveN(2, Ample).Cast<Terminated>().Select(t => t.ActorRef).ToHashSet());
    }

    [Fact(DisplayName = "Kill fails an actor with ActorKilledException, which a strategy may resume")]
    public void Kill_resumed()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Relay(null)).WithSupervisorStrategy(new OneForOneStrategy(e =>
        {
            TestActor.Tell(e.GetType());
            return Directive.Resume;
        })));
        var child = Made(parent, Props.Create(() => new Relay(null)));
        child.Tell("add");
        child.Tell(Kill.Instance);
        child.Tell("count");
        ExpectMsg(typeof(ActorKilledException), Ample);
        ExpectMsg(1, Ample);
    }

    [Fact(DisplayName = "A strategy is made once for an instance, and not before a child fails")]
    public void Strategy_once()
    {
        var asked = new Counter();
        var parent = Sys.ActorOf(Props.Create(() => new OwnStrategy(asked)));
        parent.Tell("make");
        var child = ExpectMsg<IActorRef>(Ample);
        child.Tell(new InvalidOperationException("1"));
        child.Tell(new InvalidOperationException("2"));
        child.Tell("count");
        ExpectMsg(0, Ample);
        Assert.Equal(1, asked.Value);
    }

    [Fact(DisplayName = "Siblings of a restarted child keep their state under one-for-one")]
    public void One_for_one()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Relay(null)).WithSupervisorStrategy(new OneForOneStrategy(_ => Directive.Restart)));
        var (a, b) = (Made(parent, Props.Create(() => new Relay(null))), Made(parent, Props.Create(() => new Relay(null))));
        a.Tell("add");
        b.Tell("add");
        a.Tell(new InvalidOperationException("a"));
        a.Tell("count");
        ExpectMsg(0, Ample);
        b.Tell("count");
        ExpectMsg(1, Ample);
    }

    [Fact(DisplayName = "Escalation without end stops at /user, which restarts the top-level actor")]
    public void To_the_top()
    {
        var top = Sys.ActorOf(Props.Create(() => new Relay(TestActor)).WithSupervisorStrategy(new OneForOneStrategy(_ => Directive.Escalate)));
        ExpectMsg("started", Ample);
        top.Tell("add");
        var child = Made(top, Props.Create(() => new Relay(null)));
        child.Tell(new InvalidOperationException("up"));
        ExpectMsg("started", Ample);
        top.Tell("count");
        ExpectMsg(0, Ample);
    }

    private IActorRef Made(IActorRef parent, Props props)
    {
        parent.Tell(props);
        return ExpectMsg<IActorRef>(Ample);
    }

    private sealed class Counter
    {
        private int _value;

        public int Value => Volatile.Read(ref _value);

        public int Add() => Interlocked.Increment(ref _value);
    }

    private sealed class Relay(IActorRef? started) : UntypedActor
    {
        private int _count;

        protected override void PreStart() => started?.Tell("started");

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case Props props:
                    Sender.Tell(Context.ActorOf(props));
                    break;
                case Exception e:
                    throw e;
                case "add":
                    _count++;
                    break;
                case "count":
                    Sender.Tell(_count);
                    break;
                default:
                    Unhandled(message);
                    break;
            }
        }
    }

    private sealed class Unmakeable : UntypedActor
    {
        public Unmakeable() => throw new InvalidOperationException("no way");

        protected override void OnReceive(object message)
        {
        }
    }

    private sealed class Reluctant : UntypedActor
    {
        private readonly int _attempt;

        public Reluctant(Counter attempts, int failures)
        {
            _attempt = attempts.Add();
            if (_attempt <= failures)
                throw new InvalidOperationException("not yet");
        }

        protected override void OnReceive(object message) => Sender.Tell($"{message} at {_attempt}");
    }

    private sealed class BadRestart : UntypedActor
    {
        protected override void OnReceive(object message) => throw new InvalidOperationException("once");

        protected override void PostRestart(Exception reason) => throw new InvalidOperationException("again");
    }

    private sealed class BadStop : UntypedActor
    {
        protected override void OnReceive(object message) => throw new InvalidOperationException("handling");

        protected override void PostStop() => throw new InvalidOperationException("stopping");
    }

    private sealed class OwnStrategy(Counter asked) : UntypedActor
    {
        protected override SupervisorStrategy SupervisorStrategy()
        {
            asked.Add();
            return new OneForOneStrategy(_ => Directive.Resume);
        }

        protected override void OnReceive(object message) => Sender.Tell(Context.ActorOf(Props.Create(() => new Relay(null))));
    }
}
