namespace Akka.Remote.Tests;

using Akka.Actor;

/// <summary>With the default failure detector: no pause of a busy machine looks like an end.</summary>
public sealed class WatchSpecs : RemoteSpec
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
        // It is the remote watcher that sends the watch, on its own time: when it answers, the watch is on the wire, ahead of what follows.
        await Sys.ActorSelection("/system/remote-watcher").ResolveOne(Patience);

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
        // It is the remote watcher that sends the watch, on its own time: once it answers, what follows on the wire is behind the watch.
        await Sys.ActorSelection("/system/remote-watcher").ResolveOne(Patience);
        echo.Tell("ready?", TestActor);
        ExpectMsg("ready?");

        await other.Terminate();
        ExpectTerminated(echo);
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
