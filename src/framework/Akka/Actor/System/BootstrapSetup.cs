namespace Akka.Actor;

using Akka.Configuration;
using Akka.Util;

/// <summary>Configuration and provider of a system; both optional.</summary>
public sealed class BootstrapSetup : Setup.Setup
{
    internal BootstrapSetup()
        : this(Option<Config>.None, Option<Config>.None, Option<ProviderSelection>.None)
    {
    }

    private BootstrapSetup(Option<Config> config, Option<Config> fallback, Option<ProviderSelection> actorRefProvider)
    {
        Config = config;
        ConfigFallback = fallback;
        ActorRefProvider = actorRefProvider;
    }

    public Option<Config> Config { get; }

    public Option<ProviderSelection> ActorRefProvider { get; }

    internal Option<Config> ConfigFallback { get; }

    public static BootstrapSetup Create() => new();

    public BootstrapSetup WithActorRefProvider(ProviderSelection name) => new(Config, ConfigFallback, name);

    public BootstrapSetup WithConfig(Config config) => new(config, ConfigFallback, ActorRefProvider);

    /// <summary>Adds configuration below what is there, and above the reference defaults.</summary>
    public BootstrapSetup WithConfigFallback(Config config) => Config.HasValue
        ? new(new Option<Config>(Config.Value.WithFallback(config)), ConfigFallback, ActorRefProvider)
        : new(config, ConfigFallback, ActorRefProvider);
}
