namespace Akka.Remote.Tests;

using Akka.Actor;
using Akka.Event;
using Akka.P2P.Testing;

/// <summary>With heartbeats that come often, and little patience without them.</summary>
public sealed class HeartbeatSpecs() : RemoteSpec(FastHeartbeats)
{
    private const string FastHeartbeats = "akka.remote.transport-failure-detector { heartbeat-interval = 100 ms, acceptable-heartbeat-pause = 3 s }\n";

    [Fact]
    public async Task Heartbeats_keep_an_idle_association()
    {
        var port = FreePort();
        await using var proxy = TcpProxy.To(port);
        var other = Other(more: FastHeartbeats + Tcp(port, proxy.Port));
        Echo(other);
        var echo = await ResolveAsync(other, "user/echo");
        Sys.EventStream.Subscribe(TestActor, typeof(DisassociatedEvent));

        // Eight bytes each: forty of them outlast the three seconds of patience.
        await proxy.WhenBytesFromTarget(proxy.BytesFromTarget + (40 * 8)).WaitAsync(Patience);
        echo.Tell("still there", TestActor);
        ExpectMsg("still there");
    }

    [Fact]
    public async Task A_connection_without_any_sign_of_life_is_given_up()
    {
        var port = FreePort();
        await using var proxy = TcpProxy.To(port);
        var other = Other(more: FastHeartbeats + Tcp(port, proxy.Port));
        Echo(other);
        await ResolveAsync(other, "user/echo");
        Sys.EventStream.Subscribe(TestActor, typeof(DisassociatedEvent));

        // It sends often enough: only the relay, which passes nothing on any more, makes it silent.
        proxy.Pause();
        ExpectMsg<DisassociatedEvent>(Patience);
    }
}
