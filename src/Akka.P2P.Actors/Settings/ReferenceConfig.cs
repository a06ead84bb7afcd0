namespace Akka.P2P.Actors.Settings;

using Akka.Configuration;
using Akka.P2P.Protocol;

/// <summary>The defaults of this assembly and of the protocol: the weakest layer of every configuration.</summary>
public static class ReferenceConfig
{
    public static Config Load() =>
        ConfigurationFactory.FromResource("Akka.P2P.Actors.reference.conf", typeof(ReferenceConfig).Assembly)
            .WithFallback(ConfigurationFactory.FromResource("Akka.P2P.Protocol.reference.conf", typeof(WireLimits).Assembly));
}
