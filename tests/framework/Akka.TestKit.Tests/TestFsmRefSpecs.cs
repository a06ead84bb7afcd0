namespace Akka.TestKit.Tests;

using Akka.Actor;
using Xunit.Abstractions;

public sealed class TestFsmRefSpecs(ITestOutputHelper output) : Spec(output)
{
    [Fact(DisplayName = "A test sees and sets state and data of a machine")]
    public void States()
    {
        var machine = ActorOfAsTestFSMRef<Counting, int, string>(() => new Counting(), "counting");
        Assert.Equal((1, "start"), (machine.StateName, machine.StateData));
        machine.Tell("go");
        Assert.Equal((2, "go"), (machine.StateName, machine.StateData));
        machine.SetState(1);
        Assert.Equal(1, machine.StateName);
        machine.SetState(1, "set");
        Assert.Equal("set", machine.StateData);
        machine.SetStateData("data");
        Assert.Equal((1, "data"), (machine.StateName, machine.StateData));
        Assert.Equal("counting", machine.Path.Name);
        Assert.Equal(1, machine.UnderlyingActor.StateName);
    }

    [Fact(DisplayName = "Whoever listens hears of what a test sets")]
    public void Listeners()
    {
        var machine = ActorOfAsTestFSMRef<Counting, int, string>();
        machine.Tell(new FSMBase.SubscribeTransitionCallBack(TestActor), TestActor);
        ExpectMsg(new FSMBase.CurrentState<int>(machine.Ref, 1), FSMSpecHelpers.CurrentStateExpector<int>().Typed<FSMBase.CurrentState<int>>());
        machine.SetState(2);
        ExpectMsg(new FSMBase.Transition<int>(machine.Ref, 1, 2), FSMSpecHelpers.TransitionStateExpector<int>().Typed<FSMBase.Transition<int>>());
    }

    [Fact(DisplayName = "Timers are seen, set and cancelled")]
    public void Timers()
    {
        var machine = ActorOfAsTestFSMRef<Counting, int, string>(Props.Create(() => new Counting()));
        Assert.False(machine.IsTimerActive("t"));
        machine.SetTimer("t", "go", TimeSpan.FromMinutes(1), true);
        Assert.True(machine.IsTimerActive("t"));
        machine.CancelTimer("t");
        Assert.False(machine.IsTimerActive("t"));
        Assert.False(machine.IsStateTimerActive());
        machine.SetStateTimeout(TimeSpan.FromMinutes(1));
        Assert.True(machine.IsStateTimerActive());
    }

    private sealed class Counting : FSM<int, string>
    {
        public Counting()
        {
            StartWith(1, "start");
            When(1, e => e.FsmEvent is "go" ? GoTo(2).Using("go") : null!);
            When(2, _ => Stay());
            Initialize();
        }
    }
}

internal static class Comparers
{
    public static Func<T, T, bool> Typed<T>(this Func<object, object, bool> comparer)
        where T : notnull => (expected, actual) => comparer(expected, actual);
}
