namespace Akka.Remote.Wire.Tests;

using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Configuration;
using Akka.Remote.Serialization.Proto.Msg;
using Akka.Remote.Wire;

/// <summary>Whoever is told that it is quarantined starts anew: nobody should be able to make it by a word alone.</summary>
public sealed class QuarantineClaimTests : IDisposable
{
    private readonly ExtendedActorSystem _system = (ExtendedActorSystem)ActorSystem.Create("accused", ConfigurationFactory.ParseString("""
        akka {
          loglevel = OFF
          actor.provider = remote
          remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0 }
        }
        """));

    private readonly BlockingCollection<RemotingLifecycleEvent> _events = [];

    public QuarantineClaimTests() => _system.EventStream.Subscribe(
        _system.ActorOf(Props.Create(() => new Listener(_events))), typeof(RemotingLifecycleEvent));

    private int Port => _system.Provider.DefaultAddress.Port!.Value;

    [Fact(DisplayName = "A stranger who says in another's name that we are quarantined is not believed: whoever listens there is asked, and nobody is there")]
    public async Task Nobody_there()
    {
        using var unused = new TcpListener(IPAddress.Loopback, 0);
        unused.Start();
        var port = ((IPEndPoint)unused.LocalEndpoint).Port;
        unused.Stop();
        using var stranger = await ClaimAsync(port);

        Assert.Equal(port, Next<AssociationErrorEvent>().RemoteAddress.Port);
        Assert.DoesNotContain(_events, e => e is ThisActorSystemQuarantinedEvent);
    }

    [Fact(DisplayName = "One that answers at its address with the same words is believed")]
    public async Task The_very_one()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using var stranger = await ClaimAsync(port);
        using var dialled = await listener.AcceptSocketAsync().WaitAsync(RecordingOwner.Patience);
        await dialled.SendAsync(ControlFrames.Disassociate(CommandType.DisassociateQuarantined));

        Assert.Equal(port, Next<ThisActorSystemQuarantinedEvent>().RemoteAddress.Port);
    }

    public void Dispose()
    {
        _system.Terminate().Wait(TimeSpan.FromSeconds(15));
        _events.Dispose();
    }

    /// <summary>The stranger's connection: closed before it is read to its end, it takes the claim with it.</summary>
    private async Task<Socket> ClaimAsync(int port)
    {
        var stranger = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await stranger.ConnectAsync(IPAddress.Loopback, Port);
        await stranger.SendAsync(ControlFrames.Associate(
            new AddressData { Protocol = "tcp", System = "other", Hostname = "127.0.0.1", Port = (uint)port }, 7));
        await stranger.SendAsync(ControlFrames.Disassociate(CommandType.DisassociateQuarantined));
        Assert.Equal(port, Next<AssociatedEvent>().RemoteAddress.Port);
        return stranger;
    }

    private T Next<T>()
        where T : RemotingLifecycleEvent
    {
        while (_events.TryTake(out var next, RecordingOwner.Patience))
        {
            Assert.True(next is T or not ThisActorSystemQuarantinedEvent, $"{next} came, on port {Port}");
            if (next is T found)
            {
                return found;
            }
        }

        throw new TimeoutException($"no {typeof(T).Name} came, on port {Port}");
    }

    private sealed class Listener : UntypedActor
    {
        private readonly BlockingCollection<RemotingLifecycleEvent> _events;

        public Listener(BlockingCollection<RemotingLifecycleEvent> events) => _events = events;

        protected override void OnReceive(object message) => _events.Add((RemotingLifecycleEvent)message);
    }
}
