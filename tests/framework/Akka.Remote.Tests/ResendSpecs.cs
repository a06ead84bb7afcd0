namespace Akka.Remote.Tests;

using Akka.Actor;
using Akka.Remote.Transport;

/// <summary>System messages that are lost. No heartbeat is answered here: the first one that is makes the watcher send its watches anew, which would hide a loss.</summary>
public sealed class ResendSpecs() : RemoteSpec(Adapted)
{
    private const string Adapted = """
        akka.remote {
          dot-netty.tcp.applied-adapters = [trttl]
          log-remote-lifecycle-events = off
          watch-failure-detector { heartbeat-interval = 1 h, expected-response-after = 1 h, unreachable-nodes-reaper-interval = 1 h }
        }
        """;

    [Fact(DisplayName = "A watch whose first sending is swallowed is sent again, and holds")]
    public async Task A_watch()
    {
        var other = Other(more: Adapted);
        var watched = other.ActorOf(Props.Create(() => new EchoActor()), "echo");
        var echo = await ResolveAsync(other, "user/echo");
        await SendsAsync(Sys, other, Blackhole.Instance);

        Watch(echo);
        // It is the remote watcher that sends the watch, on its own time: when it answers, the watch has been swallowed.
        await Sys.ActorSelection("/system/remote-watcher").ResolveOne(Patience);
        await SendsAsync(Sys, other, Unthrottled.Instance);
        other.Stop(watched);

        Assert.False(ExpectTerminated(echo, Patience).AddressTerminated);
    }

    [Fact(DisplayName = "News of an end that are swallowed are sent again, and say that the actor was there")]
    public async Task News_of_an_end()
    {
        var other = Other(more: Adapted);
        var watched = other.ActorOf(Props.Create(() => new EchoActor()), "echo");
        var echo = await ResolveAsync(other, "user/echo");
        Watch(echo);
        await Sys.ActorSelection("/system/remote-watcher").ResolveOne(Patience);
        // The watch is ahead of this one.
        Assert.Equal("watched", await echo.Ask<string>("watched", Patience));
        await SendsAsync(other, Sys, Blackhole.Instance);

        // Watchers elsewhere are told before those here.
        Assert.True(await watched.GracefulStop(Patience));
        await SendsAsync(other, Sys, Unthrottled.Instance);

        var terminated = ExpectTerminated(echo, Patience);
        Assert.True(terminated.ExistenceConfirmed);
        Assert.False(terminated.AddressTerminated);
    }

    /// <summary>What becomes of the frames that one sends to another.</summary>
    private static async Task SendsAsync(ActorSystem one, ActorSystem to, ThrottleMode mode) =>
        Assert.True(await ((RemoteActorRefProvider)((ExtendedActorSystem)one).Provider).Transport.ManagementCommand(
            new SetThrottle(AddressOf(to), ThrottleTransportAdapter.Direction.Send, mode)));
}
