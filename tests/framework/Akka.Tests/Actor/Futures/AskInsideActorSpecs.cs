namespace Akka.Tests.Actor.Futures;

using Akka.Actor;
using Akka.Tests.Support;

public class AskInsideActorSpecs : SystemSpec
{
    [Fact]
    public async Task An_actor_can_await_an_ask_inside_its_handler()
    {
        var inner = ActorOf((message, context) => context.Sender.Tell(message));
        var outer = Sys.ActorOf(Props.Create(() => new Asking(inner)));
        Assert.Equal("asked: x", await outer.Ask<string>("x", Probe.Patience));
    }

    private sealed class Asking : ReceiveActor
    {
        public Asking(IActorRef other) => ReceiveAsync<string>(async text => Sender.Tell("asked: " + await other.Ask<string>(text)));
    }
}
