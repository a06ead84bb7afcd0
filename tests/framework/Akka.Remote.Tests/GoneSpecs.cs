namespace Akka.Remote.Tests;

using Akka.Actor;
using Akka.Event;
using Akka.P2P.Testing;

/// <summary>Actors and nodes that are gone, or go just now.</summary>
public sealed class GoneSpecs : RemoteSpec
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(500);

    [Fact(DisplayName = "An ask of a remote actor that is gone ends with its limit, and the question is a dead letter over there")]
    public async Task Actor_gone()
    {
        var other = Other();
        Echo(other);
        var echo = await ResolveAsync(other, "user/echo");
        Watch(echo);
        echo.Tell(PoisonPill.Instance);
        ExpectTerminated(echo);
        other.EventStream.Subscribe(TestActor, typeof(DeadLetter));

        await Assert.ThrowsAsync<AskTimeoutException>(() => echo.Ask<string>("is anyone there", Short));

        Assert.Equal("is anyone there", FishForMessage<DeadLetter>(letter => letter.Message is string).Message);
    }

    [Fact(DisplayName = "An ask of a node that is gone ends with its limit")]
    public async Task Node_gone()
    {
        var other = Other();
        Echo(other);
        var echo = await ResolveAsync(other, "user/echo");
        await other.Terminate();

        for (var i = 0; i < 2; i++)
            await Assert.ThrowsAsync<AskTimeoutException>(() => echo.Ask<string>("is anyone there", Short));
    }

    [Fact(DisplayName = "An answer to an ask whose limit has passed is a dead letter here, and the next ask is answered")]
    public async Task Late_answer()
    {
        var other = Other();
        var gate = new TaskCompletionSource();
        other.ActorOf(Props.Create(() => new Slow(gate.Task)), "slow");
        var slow = await ResolveAsync(other, "user/slow");
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));

        await Assert.ThrowsAsync<AskTimeoutException>(() => slow.Ask<string>("late", Short));
        gate.SetResult();

        Assert.Equal("late", FishForMessage<DeadLetter>(letter => letter.Message is string).Message);
        Assert.Equal("in time", await slow.Ask<string>("in time", Patience));
    }

    [Fact(DisplayName = "A watch that begins while the connection is broken holds once there is another")]
    public async Task Watch_while_broken()
    {
        var port = FreePort();
        await using var proxy = TcpProxy.To(port);
        var other = Other(more: Tcp(port, proxy.Port));
        Echo(other);
        var echo = await ResolveAsync(other, "user/echo");
        Sys.EventStream.Subscribe(TestActor, typeof(DisassociatedEvent));
        proxy.Refuse(true);
        proxy.Cut();
        ExpectMsg<DisassociatedEvent>(Patience);
        Sys.EventStream.Unsubscribe(TestActor);

        Watch(echo);
        await Sys.ActorSelection("/system/remote-watcher").ResolveOne(Patience);
        proxy.Refuse(false);
        await AwaitAssertAsync(async () => Assert.Equal("back", await echo.Ask<string>("back", Short)), Patience);
        other.Stop(await other.ActorSelection("/user/echo").ResolveOne(Patience));

        ExpectTerminated(echo, Patience);
    }

    [Fact(DisplayName = "A watch from afar and a stop that race end in exactly one Terminated, whichever comes first")]
    public async Task Race()
    {
        var other = Other();
        for (var round = 0; round < 50; round++)
        {
            var mortal = other.ActorOf(Props.Create(() => new EchoActor()), "mortal" + round);
            var there = await ResolveAsync(other, "user/mortal" + round);
            using var start = new Barrier(2);
            var stopped = Task.Run(() =>
            {
                start.SignalAndWait();
                other.Stop(mortal);
            });
            start.SignalAndWait();
            Watch(there);

            ExpectTerminated(there, Patience);
            await stopped;
        }

        TestActor.Tell("nothing before this");
        ExpectMsg("nothing before this");
    }

    private sealed class Slow : ReceiveActor
    {
        public Slow(Task gate) => ReceiveAsync<string>(async text =>
        {
            await gate;
            Sender.Tell(text);
        });
    }
}
