namespace Akka.Remote.Tests;

using Akka.Actor;
using Akka.P2P.Testing;

public sealed class WatchSpecs() : RemoteSpec("""
    akka.remote.watch-failure-detector { heartbeat-interval = 200 ms, acceptable-heartbeat-pause = 1500 ms, unreachable-nodes-reaper-interval = 200 ms, expected-response-after = 500 ms }
    """)
{
    [Fact]
    public async Task The_end_of_a_watched_actor_is_told()
    {
        var other = Other();
        Echo(other);
        var echo = await ResolveAsync(other, "user/echo");
        Watch(echo);
        echo.Tell("ready?", TestActor);
        ExpectMsg("ready?");

        echo.Tell(Kill.Instance);
        var terminated = ExpectTerminated(echo);
        Assert.True(terminated.ExistenceConfirmed);
        Assert.False(terminated.AddressTerminated);
    }

    [Fact]
    public async Task An_actor_that_is_gone_already_is_reported_too()
    {
        var other = Other();
        Echo(other);
        var echo = await ResolveAsync(other, "user/echo");
        Watch(echo);
        echo.Tell(PoisonPill.Instance);
        ExpectTerminated(echo);

        Watch(echo);
        ExpectTerminated(echo);
    }

    [Fact]
    public async Task Who_no_longer_watches_is_not_told()
    {
        var other = Other();
        Echo(other);
        var echo = await ResolveAsync(other, "user/echo");
        var still = CreateTestProbe();
        Watch(echo);
        still.Watch(echo);
        Unwatch(echo);

        echo.Tell(PoisonPill.Instance);
        still.ExpectTerminated(echo);
        TestActor.Tell("nothing before this");
        ExpectMsg("nothing before this");
    }

    [Fact]
    public async Task Last_words_come_before_the_news_of_the_end()
    {
        var other = Other();
        for (var round = 0; round < 20; round++)
        {
            other.ActorOf(Props.Create(() => new Talker()), "talker" + round);
            var here = await ResolveAsync(other, "user/talker" + round);
            Watch(here);
            here.Tell(50, TestActor);
            for (var i = 0; i < 50; i++)
            {
                ExpectMsg(i);
            }

            ExpectTerminated(here);
        }
    }

    [Fact]
    public async Task An_actor_system_that_ends_takes_its_watched_actors_with_it()
    {
        var other = Other();
        Echo(other);
        var echo = await ResolveAsync(other, "user/echo");
        Watch(echo);
        echo.Tell("ready?", TestActor);
        ExpectMsg("ready?");

        await other.Terminate();
        ExpectTerminated(echo);
    }

    [Fact]
    public async Task A_node_that_falls_silent_is_taken_for_dead_and_quarantined()
    {
        var port = FreePort();
        await using var proxy = TcpProxy.To(port);
        var other = Other(more: Tcp(port, proxy.Port));
        Echo(other);
        var echo = await ResolveAsync(other, "user/echo");
        Sys.EventStream.Subscribe(TestActor, typeof(QuarantinedEvent));
        Watch(echo);
        // The third beat: by then its uid is known.
        var seen = proxy.BytesFromTarget;
        await proxy.WhenBytesFromTarget(seen + 600).WaitAsync(TimeSpan.FromSeconds(10));

        proxy.Pause();
        var first = ExpectMsg<object>(TimeSpan.FromSeconds(10));
        var second = ExpectMsg<object>(TimeSpan.FromSeconds(10));
        var terminated = Assert.Single(new[] { first, second }.OfType<Terminated>());
        Assert.True(terminated.AddressTerminated);
        Assert.Equal(echo, terminated.ActorRef);
        Assert.Equal(AddressOf(other), Assert.Single(new[] { first, second }.OfType<QuarantinedEvent>()).Address);
    }

    [Fact]
    public void A_node_that_was_never_there_ends_a_watch_as_well()
    {
        var nowhere = ((ExtendedActorSystem)Sys).Provider.ResolveActorRef($"akka.tcp://nobody@127.0.0.1:{FreePort()}/user/a#1");
        Watch(nowhere);
        ExpectTerminated(nowhere, TimeSpan.FromSeconds(10));
    }

    private sealed class Talker : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            for (var i = 0; i < (int)message; i++)
            {
                Sender.Tell(i);
            }

            Context.Stop(Self);
        }
    }
}
