namespace Akka.Tests.Actor;

using Akka.Actor;
using Akka.Tests.Support;

/// <summary>How deep behaviours stack, and where they begin.</summary>
public class BecomeSpecs : SystemSpec
{
    [Fact]
    public async Task A_behaviour_chosen_in_the_constructor_is_the_first()
    {
        var receiving = Sys.ActorOf(Props.Create(() => new Constructed()));
        Assert.Equal("chosen", await receiving.Ask<string>("which", Probe.Patience));
        var untyped = Sys.ActorOf(Props.Create(() => new ConstructedUntyped()));
        Assert.Equal("chosen", await untyped.Ask<string>("which", Probe.Patience));
    }

    [Fact]
    public async Task As_many_come_off_as_were_put_on_and_the_last_stays()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Tower()));
        Assert.Equal("floor 0", await actor.Ask<string>("which", Probe.Patience));
        for (var floor = 1; floor <= 3; floor++)
        {
            actor.Tell(floor);
            Assert.Equal($"floor {floor}", await actor.Ask<string>("which", Probe.Patience));
        }

        actor.Tell("replace");
        Assert.Equal("floor 99", await actor.Ask<string>("which", Probe.Patience));
        foreach (var floor in new[] { 2, 1, 0, 0 })
        {
            actor.Tell("down");
            Assert.Equal($"floor {floor}", await actor.Ask<string>("which", Probe.Patience));
        }
    }

    [Fact]
    public async Task A_restart_goes_back_to_the_first_behaviour_and_forgets_the_stack()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Tower()));
        actor.Tell(1);
        actor.Tell(2);
        actor.Tell("fail");
        Assert.Equal("floor 0", await actor.Ask<string>("which", Probe.Patience));
        actor.Tell("down");
        Assert.Equal("floor 0", await actor.Ask<string>("which", Probe.Patience));
    }

    private sealed class Constructed : ReceiveActor
    {
        public Constructed()
        {
            Receive<string>(_ => Sender.Tell("declared"));
            Become(() => Receive<string>(_ => Sender.Tell("chosen")));
        }
    }

    private sealed class ConstructedUntyped : UntypedActor
    {
        public ConstructedUntyped() => Become(_ => Sender.Tell("chosen"));

        protected override void OnReceive(object message) => Sender.Tell("declared");
    }

    private sealed class Tower : ReceiveActor
    {
        public Tower() => Floor(0);

        private void Floor(int number)
        {
            Receive<int>(next => BecomeStacked(() => Floor(next)));
            Receive<string>(_ => UnbecomeStacked(), s => s == "down");
            Receive<string>(_ => Become(() => Floor(99)), s => s == "replace");
            Receive<string>(_ => throw new InvalidOperationException("failed as told"), s => s == "fail");
            Receive<string>(_ => Sender.Tell($"floor {number}"));
        }
    }
}
