namespace Akka.Tests.Actor.Fsm;

using Akka.Actor;
using Akka.TestKit;
using static Akka.Actor.FSMBase;

public sealed class FsmSpecs : Akka.TestKit.Xunit2.TestKit
{
    private static readonly TimeSpan Ample = TimeSpan.FromSeconds(20);

    public FsmSpecs()
        : base("akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"")
    {
    }

    private TestScheduler Time => (TestScheduler)Sys.Scheduler;

    [Fact(DisplayName = "A lock opens with its code, and by itself locks again after a while")]
    public void Unlocks()
    {
        var door = Door();
        door.Tell(new SubscribeTransitionCallBack(TestActor));
        ExpectMsg(new CurrentState<Lock>(door, Lock.Locked), Ample);
        foreach (var digit in "33221")
            door.Tell(digit);
        ExpectMsg("open", Ample);
        ExpectMsg(new Transition<Lock>(door, Lock.Locked, Lock.Open), Ample);
        Settle(door);
        Time.Advance(TimeSpan.FromSeconds(9));
        ExpectNoMsg(30);
        Time.Advance(TimeSpan.FromSeconds(1));
        ExpectMsg(new Transition<Lock>(door, Lock.Open, Lock.Locked), Ample);
        door.Tell(new UnsubscribeTransitionCallBack(TestActor));
        foreach (var digit in "33221")
            door.Tell(digit);
        ExpectMsg("open", Ample);
    }

    [Fact(DisplayName = "A wrong digit begins anew, and what a state does not know goes to the one for all")]
    public void Unknown()
    {
        var door = Door();
        foreach (var digit in "339")
            door.Tell(digit);
        ExpectMsg("wrong", Ample);
        door.Tell("hello");
        ExpectMsg("unhandled hello", Ample);
        EventFilter.Warning(contains: "unhandled event 1.5 in state Locked").ExpectOne(() => door.Tell(1.5));
        foreach (var digit in "33221")
            door.Tell(digit);
        ExpectMsg("open", Ample);
    }

    [Fact(DisplayName = "The end says why and in which state, whether it came from inside or outside")]
    public void Ends()
    {
        var stopped = Door();
        stopped.Tell("stop");
        var end = ExpectMsg<StopEvent<Lock, string>>(Ample);
        Assert.Equal((Lock.Locked, "last words"), (end.TerminatedState, end.StateData));
        Assert.Same(Normal.Instance, end.Reason);
        Watch(stopped);
        ExpectTerminated(stopped, Ample);

        var killed = Door();
        killed.Tell(PoisonPill.Instance);
        Assert.Same(FSMBase.Shutdown.Instance, ExpectMsg<StopEvent<Lock, string>>(Ample).Reason);
    }

    [Fact(DisplayName = "A failure is logged with its cause")]
    public void Failing_handler() => EventFilter.Exception<InvalidOperationException>("broken").ExpectOne(() =>
    {
        Door().Tell(new InvalidOperationException("broken"));
        Assert.IsType<FSMBase.Failure>(ExpectMsg<StopEvent<Lock, string>>(Ample).Reason);
    });

    [Fact(DisplayName = "To go to where one is counts as a change, to stay does not")]
    public void Same_state()
    {
        var machine = Sys.ActorOf(Props.Create(() => new Looping(TestActor)));
        ExpectMsg("0 -> 0 with 0", Ample);
        machine.Tell("goto");
        ExpectMsg("0 -> 0 with 1", Ample);
        machine.Tell("stay");
        machine.Tell("goto");
        ExpectMsg("0 -> 0 with 2", Ample);
    }

    [Fact(DisplayName = "To go to a state that is not declared is a failure, and logged")]
    public void Undeclared() => EventFilter.Error(contains: "does not exist").ExpectOne(() =>
        Sys.ActorOf(Props.Create(() => new Looping(TestActor))).Tell("nowhere"));

    [Fact(DisplayName = "A timer by name comes once or again, is replaced and cancelled, and never comes after that")]
    public void Timers()
    {
        var machine = Sys.ActorOf(Props.Create(() => new Timing(TestActor)));
        machine.Tell("once");
        ExpectMsg("True", Ample);
        Settle(machine);
        Time.Advance(TimeSpan.FromSeconds(1));
        ExpectMsg("tick", Ample);
        machine.Tell("active");
        ExpectMsg("False", Ample);
        machine.Tell("repeat");
        ExpectMsg("True", Ample);
        for (var i = 0; i < 3; i++)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            ExpectMsg("tick", Ample);
        }

        machine.Tell("cancel");
        ExpectMsg("False", Ample);
        Time.Advance(TimeSpan.FromSeconds(4));
        ExpectNoMsg(30);
    }

    [Fact(DisplayName = "The time of a state begins anew with each event, and an answer may change it or lift it")]
    public void State_time()
    {
        var machine = Sys.ActorOf(Props.Create(() => new Timing(TestActor)));
        for (var i = 0; i < 2; i++)
        {
            Settle(machine);
            Time.Advance(TimeSpan.FromSeconds(4));
            machine.Tell("active");
            ExpectMsg("False", Ample);
        }

        Settle(machine);
        Time.Advance(TimeSpan.FromSeconds(5));
        ExpectMsg("state timeout", Ample);
        machine.Tell("short");
        ExpectMsg("shorter", Ample);
        Settle(machine);
        Time.Advance(TimeSpan.FromSeconds(2));
        ExpectMsg("state timeout", Ample);
        machine.Tell("endless");
        ExpectMsg("for ever", Ample);
        Settle(machine);
        Time.Advance(TimeSpan.FromSeconds(50));
        ExpectNoMsg(30);
    }

    [Fact(DisplayName = "Declared twice a state asks the second function for what the first does not know; answers can be transformed")]
    public void Chains()
    {
        var machine = Sys.ActorOf(Props.Create(() => new Chained()));
        machine.Tell(1);
        machine.Tell("a");
        ExpectMsg("first", Ample);
        ExpectMsg("transformed", Ample);
        ExpectMsg("second", Ample);
    }

    [Fact(DisplayName = "A state is equal to one of equal parts, and its changes are copies")]
    public void States()
    {
        var state = new State<int, string>(1, "data");
        Assert.Equal(state, new State<int, string>(1, "data"));
        Assert.NotEqual(state, state.Using("other"));
        Assert.Equal(TimeSpan.FromSeconds(1), state.ForMax(TimeSpan.FromSeconds(1)).Timeout);
        Assert.Equal(["b", "a"], state.Replying("a").Replying("b").Replies);
        Assert.Empty(state.Replies);
        Assert.Null(state.StopReason);
        Assert.Equal(new Transition<int>(TestActor, 1, 2), new Transition<int>(TestActor, 1, 2));
        Assert.NotEqual(new CurrentState<int>(TestActor, 1), new CurrentState<int>(TestActor, 2));
    }

    /// <summary>Answers come before the change is done; what a machine was told before is done when it answers this.</summary>
    private static void Settle(IActorRef machine) => machine.Ask<ActorIdentity>(new Identify(0), Ample).Wait(Ample);

    private IActorRef Door() => Sys.ActorOf(Props.Create(() => new DoorLock("33221", TestActor)));

    public enum Lock
    {
        Locked,
        Open,
    }

    private sealed class DoorLock : FSM<Lock, string>
    {
        public DoorLock(string code, IActorRef log)
        {
            StartWith(Lock.Locked, "");
            When(Lock.Locked, e => e.FsmEvent switch
            {
                char digit when e.StateData + digit == code => GoTo(Lock.Open).Using("").Replying("open").ForMax(TimeSpan.FromSeconds(10)),
                char digit when code.StartsWith(e.StateData + digit, StringComparison.Ordinal) => Stay().Using(e.StateData + digit),
                char => Stay().Using("").Replying("wrong"),
                "stop" => Stop(Normal.Instance, "last words"),
                Exception cause => Stop(new FSMBase.Failure(cause)),
                _ => null!,
            });
            When(Lock.Open, e => e.FsmEvent is StateTimeout ? GoTo(Lock.Locked) : null!);
            WhenUnhandled(e => e.FsmEvent is "hello" ? Stay().Replying("unhandled hello") : null!);
            OnTermination(log.Tell);
            Initialize();
        }
    }

    private sealed class Looping : FSM<int, int>
    {
        public Looping(IActorRef log)
        {
            StartWith(0, 0);
            When(0, e => e.FsmEvent switch
            {
                "goto" => GoTo(0).Using(e.StateData + 1),
                "nowhere" => GoTo(7),
                _ => Stay(),
            });
            OnTransition((from, to) => log.Tell($"{from} -> {to} with {NextStateData}"));
            Initialize();
        }
    }

    private sealed class Timing : FSM<int, int>
    {
        public Timing(IActorRef log)
        {
            StartWith(0, 0);
            When(
                0,
                e =>
                {
                    switch (e.FsmEvent)
                    {
                        case "once":
                            SetTimer("t", "tick", TimeSpan.FromSeconds(7));
                            SetTimer("t", "tick", TimeSpan.FromSeconds(1));
                            break;
                        case "repeat":
                            SetTimer("t", "tick", TimeSpan.FromSeconds(1), repeat: true);
                            break;
                        case "cancel":
                            CancelTimer("t");
                            break;
                        case "tick":
                            log.Tell("tick");
                            return Stay();
                        case StateTimeout:
                            log.Tell("state timeout");
                            return Stay();
                        case "short":
                            return Stay().ForMax(TimeSpan.FromSeconds(2)).Replying("shorter");
                        case "endless":
                            return Stay().ForMax(TimeSpan.MaxValue).Replying("for ever");
                    }

                    return Stay().Replying(IsTimerActive("t").ToString());
                },
                TimeSpan.FromSeconds(5));
            Initialize();
        }
    }

    private sealed class Chained : FSM<int, int>
    {
        public Chained()
        {
            StartWith(0, 0);
            When(0, Transform(e => e.FsmEvent is int ? Stay().Replying("first") : null!).Using(s => s.Replying("transformed")));
            When(0, e => e.FsmEvent is string ? Stay().Replying("second") : null!);
            When(1, _ => Stay());
            Initialize();
        }
    }
}
