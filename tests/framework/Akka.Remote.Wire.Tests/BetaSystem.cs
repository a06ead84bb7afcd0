namespace Akka.Remote.Wire.Tests;

using Akka.Actor;
using Akka.Configuration;

/// <summary>A node that calls itself what one of the captured nodes did, on whatever port it gets.</summary>
public sealed class BetaSystem : IDisposable
{
    public BetaSystem() => System = (ExtendedActorSystem)ActorSystem.Create("beta", ConfigurationFactory.ParseString("""
        akka {
          loglevel = OFF
          actor.provider = remote
          remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0, public-hostname = "127.0.0.1", public-port = 18563 }
        }
        """));

    public ExtendedActorSystem System { get; }

    /// <summary>The address that it tells others.</summary>
    public Address Address => System.Provider.DefaultAddress;

    public void Dispose() => System.Terminate().Wait(TimeSpan.FromSeconds(15));
}
