namespace Akka.P2P.Node.Hosting;

using Akka.Configuration;

/// <summary>A configuration, and the layers that it was put together from.</summary>
/// <param name="Layers">Strongest first, each by itself.</param>
public sealed record LayeredConfig(IReadOnlyList<ConfigLayer> Layers)
{
    public Config Merged { get; } = Layers.Select(l => l.Config).Aggregate((strong, weak) => strong.WithFallback(weak));

    /// <summary>Of what a command put together itself.</summary>
    public static LayeredConfig Of(Config config) => new([new ConfigLayer("command", config)]);

    /// <summary>With another layer that is stronger than all others.</summary>
    public LayeredConfig Under(string origin, Config config) => new([new ConfigLayer(origin, config), .. Layers]);
}

/// <param name="Origin">Who says so, for people.</param>
/// <param name="Config">What it says, and nothing else.</param>
public sealed record ConfigLayer(string Origin, Config Config);
