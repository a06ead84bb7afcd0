namespace Akka.Remote.Tests;

using Akka.Actor;
using Akka.P2P.Testing;

/// <summary>With a failure detector that is quick to conclude.</summary>
public sealed class SilentNodeSpecs() : RemoteSpec("""
    akka.remote.watch-failure-detector { heartbeat-interval = 200 ms, acceptable-heartbeat-pause = 1500 ms, unreachable-nodes-reaper-interval = 200 ms, expected-response-after = 500 ms }
    """)
{
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
        await proxy.WhenBytesFromTarget(seen + 600).WaitAsync(Patience);

        proxy.Pause();
        var first = ExpectMsg<object>(Patience);
        var second = ExpectMsg<object>(Patience);
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
        ExpectTerminated(nowhere, Patience);
    }
}
