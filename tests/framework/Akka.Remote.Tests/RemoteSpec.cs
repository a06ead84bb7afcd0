namespace Akka.Remote.Tests;

using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit.Xunit2;

/// <summary>One node under test, and as many others in this process as a spec asks for. All are ended with it.</summary>
public abstract class RemoteSpec : TestKit
{
    private const string Common = """
        akka {
          # A wait for what must come; only a failure lasts as long.
          test.single-expect-default = 15 s
          loglevel = WARNING
          actor.provider = remote
          remote {
            retry-gate-closed-for = 300 ms
            resend-interval = 300 ms
            dot-netty.tcp { hostname = "127.0.0.1", port = 0 }
          }
        }
        """;

    /// <summary>How long a spec waits for what must come; only a failure lasts as long.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly List<ActorSystem> _others = [];

    protected RemoteSpec(string more = "")
        : base(ConfigurationFactory.ParseString(more).WithFallback(ConfigurationFactory.ParseString(Common)), "here")
    {
    }

    protected ActorSystem Other(string name = "there", string more = "")
    {
        var system = ActorSystem.Create(
            name, ConfigurationFactory.ParseString(more).WithFallback(ConfigurationFactory.ParseString(Common)));
        _others.Add(system);
        return system;
    }

    protected static Address AddressOf(ActorSystem system) => ((ExtendedActorSystem)system).Provider.DefaultAddress;

    protected static string Tcp(int port, int publicPort = 0) =>
        $"akka.remote.dot-netty.tcp {{ port = {port}, public-port = {publicPort}, public-hostname = \"127.0.0.1\" }}";

    /// <summary>A port that was free a moment ago.</summary>
    protected static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    protected async Task<IActorRef> ResolveAsync(ActorSystem other, string path) =>
        await Sys.ActorSelection(new RootActorPath(AddressOf(other)) / path.Split('/')).ResolveOne(Patience);

    protected static void Echo(ActorSystem system, string name = "echo") => system.ActorOf(Props.Create(() => new EchoActor()), name);

    protected override void AfterAll()
    {
        base.AfterAll();
        foreach (var other in _others)
        {
            other.Terminate().Wait(Patience);
        }
    }

    protected sealed class EchoActor : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(message, Self);
    }
}
