namespace Akka.Tests.Actor;

using Akka.Actor;
using Akka.TestKit.Xunit2;

public sealed class TelemetrySpecs : TestKit
{
    public TelemetrySpecs()
        : base("akka.actor.telemetry.enabled = on")
    {
    }

    [Fact(DisplayName = "Starts, restarts and stops are published with the actor and its class when that is on")]
    public void On()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(IActorTelemetryEvent));
        var actor = Sys.ActorOf(Props.Create(() => new Fragile()), "telemetry");
        Assert.Equal(typeof(Fragile), FishForMessage<ActorStarted>(e => e.Subject.Equals(actor)).ActorType);
        actor.Tell("x");
        var restarted = FishForMessage<ActorRestarted>(e => e.Subject.Equals(actor));
        Assert.Equal((typeof(Fragile), "x"), (restarted.ActorType, restarted.Reason.Message));
        Sys.Stop(actor);
        Assert.Equal(typeof(Fragile), FishForMessage<ActorStopped>(e => e.Subject.Equals(actor)).ActorType);
    }

    private sealed class Fragile : UntypedActor
    {
        protected override void OnReceive(object message) => throw new InvalidOperationException(message.ToString());
    }
}

public sealed class NoTelemetrySpecs : TestKit
{
    [Fact(DisplayName = "By default nothing of it is published")]
    public void Off()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(IActorTelemetryEvent));
        Watch(Sys.ActorOf(Props.Empty)).Tell(PoisonPill.Instance);
        Assert.IsType<Terminated>(ReceiveOne());
        Assert.False(HasMessages);
    }
}
