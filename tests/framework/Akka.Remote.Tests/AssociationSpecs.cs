namespace Akka.Remote.Tests;

using Akka.Actor;
using Akka.Event;
using Akka.P2P.Testing;

public sealed class AssociationSpecs : RemoteSpec
{
    [Fact]
    public async Task Making_and_losing_an_association_is_published()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(AssociationEvent));
        var other = Other();
        Echo(other);
        await ResolveAsync(other, "user/echo");
        var made = ExpectMsg<AssociatedEvent>();
        Assert.False(made.IsInbound);
        Assert.Equal(AddressOf(Sys), made.LocalAddress);
        Assert.Equal(AddressOf(other), made.RemoteAddress);

        await other.Terminate();
        Assert.Equal(AddressOf(other), FishForMessage<AssociationEvent>(e => e is DisassociatedEvent, TimeSpan.FromSeconds(10)).RemoteAddress);
    }

    [Fact]
    public async Task A_connection_that_is_cut_is_made_anew()
    {
        var port = FreePort();
        await using var proxy = TcpProxy.To(port);
        var other = Other(more: Tcp(port, proxy.Port));
        Echo(other);
        var echo = await ResolveAsync(other, "user/echo");
        Sys.EventStream.Subscribe(TestActor, typeof(DisassociatedEvent));

        proxy.Cut();
        ExpectMsg<DisassociatedEvent>(Patience);
        await AwaitAssertAsync(
            async () => Assert.Equal("again", await echo.Ask<string>("again", TimeSpan.FromMilliseconds(500))), Patience);
    }

    [Fact]
    public async Task The_death_of_an_actor_is_told_even_if_the_connection_was_cut_meanwhile()
    {
        var port = FreePort();
        await using var proxy = TcpProxy.To(port);
        var other = Other(more: Tcp(port, proxy.Port));
        Echo(other);
        var echo = await ResolveAsync(other, "user/echo");
        Watch(echo);
        echo.Tell("watched?", TestActor);
        ExpectMsg("watched?");

        proxy.Refuse(true);
        proxy.Cut();
        var mortal = other.ActorSelection("/user/echo");
        mortal.Tell(PoisonPill.Instance);
        await AwaitAssertAsync(
            async () => await Assert.ThrowsAsync<ActorNotFoundException>(() => mortal.ResolveOne(TimeSpan.FromMilliseconds(200))), Patience);
        proxy.Refuse(false);

        ExpectTerminated(echo, Patience);
    }

    [Fact]
    public async Task A_new_incarnation_on_the_same_port_is_spoken_with()
    {
        var port = FreePort();
        var first = Other(more: Tcp(port));
        Echo(first);
        await ResolveAsync(first, "user/echo");
        await first.Terminate();

        var second = Other(more: Tcp(port));
        Echo(second);
        await AwaitAssertAsync(
            async () => await Sys.ActorSelection(new RootActorPath(AddressOf(second)) / "user" / "echo").ResolveOne(TimeSpan.FromMilliseconds(500)),
            Patience);
        Assert.Equal("new", await (await ResolveAsync(second, "user/echo")).Ask<string>("new", Patience));
    }

    [Fact]
    public async Task Two_nodes_that_call_each_other_at_once_lose_nothing()
    {
        for (var round = 0; round < 5; round++)
        {
            var other = Other("there" + round);
            var there = other.ActorOf(Props.Create(() => new Collector(200)), "collector");
            var collector = Sys.ActorOf(Props.Create(() => new Collector(200)), "collector" + round);
            var toThere = ((ExtendedActorSystem)Sys).Provider.ResolveActorRef(there.Path.ToSerializationFormatWithAddress(AddressOf(other)));
            var toHere = ((ExtendedActorSystem)other).Provider.ResolveActorRef(collector.Path.ToSerializationFormatWithAddress(AddressOf(Sys)));

            await Task.WhenAll(Task.Run(() => SendAll(toThere)), Task.Run(() => SendAll(toHere)));

            Assert.True(await there.Ask<bool>("complete?", Patience));
            Assert.True(await collector.Ask<bool>("complete?", Patience));
        }

        static void SendAll(IActorRef to)
        {
            for (var i = 0; i < 200; i++)
            {
                to.Tell(i);
            }
        }
    }

    [Fact]
    public async Task A_node_that_ends_sends_first_what_waits()
    {
        var other = Other();
        var collector = other.ActorOf(Props.Create(() => new Collector(3000)), "collector");
        var target = await ResolveAsync(other, "user/collector");

        for (var i = 0; i < 3000; i++)
        {
            target.Tell(i);
        }

        await Sys.Terminate();
        Assert.True(await collector.Ask<bool>("complete?", Patience));
    }

    [Fact]
    public void What_is_sent_to_nowhere_becomes_a_dead_letter()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        var nowhere = ((ExtendedActorSystem)Sys).Provider.ResolveActorRef($"akka.tcp://nobody@127.0.0.1:{FreePort()}/user/a");

        nowhere.Tell("into the void");
        Assert.Equal("into the void", FishForMessage<DeadLetter>(d => d.Message is string, Patience).Message);

        // The gate is closed now: no further attempt is made.
        nowhere.Tell("at once");
        Assert.Equal("at once", FishForMessage<DeadLetter>(d => d.Message is "at once", Patience).Message);
    }

    /// <summary>Answers as soon as it has all numbers below the limit, each once and in order; false when one is out of order.</summary>
    private sealed class Collector(int limit) : UntypedActor
    {
        private int _next;
        private bool _wrong;
        private IActorRef? _asker;

        protected override void OnReceive(object message)
        {
            if (message is int number)
            {
                _wrong |= number != _next++;
            }
            else
            {
                _asker = Sender;
            }

            if (_next == limit || _wrong)
            {
                _asker?.Tell(!_wrong);
            }
        }
    }
}
