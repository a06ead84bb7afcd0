namespace Akka.Tests.Actor.Lifecycle;

using Akka.Actor;
using Akka.TestKit.Xunit2;

public sealed class HookOrderSpecs : TestKit
{
    private static readonly TimeSpan Ample = TimeSpan.FromSeconds(20);

    [Fact(DisplayName = "The hooks around the hooks run outside of them, over start, messages, restart and stop")]
    public void Around()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Wrapped(TestActor)));
        actor.Tell("ok");
        actor.Tell("fail");
        actor.Tell(PoisonPill.Instance);
        string[] expected =
        [
            "(start", "PreStart", "start)",
            "(receive ok", "handled ok", "receive ok)",
            "(receive fail",
            "(prerestart", "PreRestart fail", "PostStop", "prerestart)",
            "(postrestart", "PostRestart fail", "PreStart", "postrestart)",
            "(stop", "PostStop", "stop)",
        ];
        Assert.Equal(expected, ReceiveN(expected.Length, Ample).Cast<string>());
    }

    [Fact(DisplayName = "A failing PreStart stops the actor: PostStop of an instance that never started is not called")]
    public void Failing_start()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Stillborn(TestActor)));
        Watch(actor);
        ExpectMsg("trying", Ample);
        ExpectTerminated(actor, Ample);
        ExpectNoMsg(50);
    }

    [Fact(DisplayName = "A restart stops the children, waits for them, and only then makes the new instance")]
    public void Children_first()
    {
        var gate = new TaskCompletionSource();
        var parent = Sys.ActorOf(Props.Create(() => new Parent(TestActor, gate.Task)));
        ExpectMsg("parent started", Ample);
        parent.Tell("child");
        ExpectMsg("child made", Ample);
        parent.Tell("fail");
        ExpectMsg("parent stopped", Ample);
        ExpectNoMsg(100);
        gate.SetResult();
        ExpectMsg("child stopped", Ample);
        ExpectMsg("parent started", Ample);
    }

    [Fact(DisplayName = "Who doesn't call the default PreRestart keeps the children, which are restarted too")]
    public void Children_kept()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Keeper(TestActor)));
        ExpectMsg("child started", Ample);
        parent.Tell("fail");
        ExpectMsg("child stopped", Ample);
        ExpectMsg("child started", Ample);
        parent.Tell("children");
        ExpectMsg(1, Ample);
    }

    [Fact(DisplayName = "Self, Parent, Sender and Props are known from the constructor on")]
    public void Known()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Curious(TestActor)), "curious");
        ExpectMsg<(IActorRef, ActorPath, string)>(Ample);
        actor.Tell("x");
        Assert.Equal((actor, new RootActorPath(new Address("akka", Sys.Name)) / "user", "x"), ExpectMsg<(IActorRef, ActorPath, string)>(Ample));
    }

    [Fact(DisplayName = "An actor is made by the system, never with new")]
    public void New() => Assert.Throws<ActorInitializationException>(() => new Curious(TestActor));

    [Fact(DisplayName = "Behind an await that left the actor there is no context")]
    public void No_context()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Leaver(TestActor)));
        actor.Tell("x");
        Assert.IsType<NotSupportedException>(ExpectMsg<Exception>(Ample));
    }

    [Fact(DisplayName = "What is sent to itself in PostStop, and all that waits, is a dead letter")]
    public void Last_words()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Akka.Event.DeadLetter));
        var actor = Sys.ActorOf(Props.Create(() => new LastWords()));
        actor.Tell(PoisonPill.Instance);
        Assert.Equal("last words", FishForMessage<Akka.Event.DeadLetter>(d => d.Recipient.Equals(actor), Ample).Message);
    }

    private sealed class Wrapped(IActorRef log) : UntypedActor
    {
        public override void AroundPreStart() => Around("start", base.AroundPreStart);

        public override void AroundPostStop() => Around("stop", base.AroundPostStop);

        public override void AroundPreRestart(Exception cause, object message) => Around("prerestart", () => base.AroundPreRestart(cause, message));

        public override void AroundPostRestart(Exception cause, object message) => Around("postrestart", () => base.AroundPostRestart(cause, message));

        protected override bool AroundReceive(Receive receive, object message)
        {
            log.Tell($"(receive {message}");
            var handled = base.AroundReceive(receive, message);
            log.Tell($"receive {message})");
            return handled;
        }

        protected override void PreStart() => log.Tell("PreStart");

        protected override void PostStop() => log.Tell("PostStop");

        protected override void PreRestart(Exception reason, object message)
        {
            log.Tell($"PreRestart {message}");
            base.PreRestart(reason, message);
        }

        protected override void PostRestart(Exception reason)
        {
            log.Tell($"PostRestart {reason.Message}");
            base.PostRestart(reason);
        }

        protected override void OnReceive(object message)
        {
            if (message is "fail")
                throw new InvalidOperationException("fail");
            log.Tell($"handled {message}");
        }

        private void Around(string name, Action inner)
        {
            log.Tell($"({name}");
            inner();
            log.Tell($"{name})");
        }
    }

    private sealed class Stillborn(IActorRef log) : UntypedActor
    {
        protected override void PreStart()
        {
            log.Tell("trying");
            throw new InvalidOperationException("no");
        }

        protected override void PostStop() => log.Tell("PostStop");

        protected override void OnReceive(object message)
        {
        }
    }

    private sealed class Parent(IActorRef log, Task gate) : UntypedActor
    {
        protected override void PreStart() => log.Tell("parent started");

        protected override void PostStop() => log.Tell("parent stopped");

        protected override void OnReceive(object message)
        {
            if (message is "fail")
                throw new InvalidOperationException("fail");
            Context.ActorOf(Props.Create(() => new Slow(log, gate)));
            log.Tell("child made");
        }
    }

    private sealed class Slow(IActorRef log, Task gate) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
        }

        protected override void PostStop()
        {
            gate.Wait(Ample);
            log.Tell("child stopped");
        }
    }

    private sealed class Keeper : UntypedActor
    {
        private readonly IActorRef _log;

        public Keeper(IActorRef log) => _log = log;

        protected override void PreStart() => Context.ActorOf(Props.Create(() => new Child(_log)), "child");

        protected override void PreRestart(Exception reason, object message)
        {
        }

        protected override void PostRestart(Exception reason)
        {
        }

        protected override void OnReceive(object message)
        {
            if (message is "fail")
                throw new InvalidOperationException("fail");
            Sender.Tell(Context.GetChildren().Count());
        }
    }

    private sealed class Child(IActorRef log) : UntypedActor
    {
        protected override void PreStart() => log.Tell("child started");

        protected override void PostStop() => log.Tell("child stopped");

        protected override void OnReceive(object message)
        {
        }
    }

    private sealed class Curious : UntypedActor
    {
        private readonly IActorRef _log;

        public Curious(IActorRef log)
        {
            _log = log;
            log.Tell((Self, Context.Parent.Path, Context.Self.Path.Name));
        }

        protected override void OnReceive(object message) => _log.Tell((Self, Context.Parent.Path, (string)message));
    }

    private sealed class Leaver(IActorRef log) : UntypedActor
    {
        // A thread of its own: one of the pool may have run a test, and keep its context.
        protected override void OnReceive(object message) => new Thread(() =>
        {
            try
            {
                _ = Context.Self;
            }
            catch (Exception e)
            {
                log.Tell(e);
            }
        }).Start();
    }

    private sealed class LastWords : UntypedActor
    {
        protected override void OnReceive(object message)
        {
        }

        protected override void PostStop() => Self.Tell("last words");
    }
}
