namespace Akka.Actor;

using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;

/// <summary>A system's configuration, read once.</summary>
public partial class Settings
{
    private Config _userConfig;

    public Settings(ActorSystem system, Config config)
        : this(system, config, ActorSystemSetup.Empty)
    {
    }

    public Settings(ActorSystem system, Config config, ActorSystemSetup setup)
    {
        System = system;
        Setup = setup;
        _userConfig = config;
        Config = config.WithFallback(ConfigurationFactory.Default());

        ConfigVersion = Config.GetString("akka.version");
        var provider = setup.Get<BootstrapSetup>() is { HasValue: true } bootstrap && bootstrap.Value.ActorRefProvider.HasValue
            ? bootstrap.Value.ActorRefProvider.Value
            : ProviderSelection.GetProvider(Config.GetString("akka.actor.provider", "local"));
        ProviderSelectionType = provider;
        HasCluster = provider.HasCluster;
        ProviderClass = provider.Fqn;
        Read();

        var filters = setup.Get<LogFilterSetup>();
        LogFilter = filters.HasValue ? filters.Value.CreateEvaluator() : LogFilterEvaluator.NoFilters;
        LogFormatter = Create<ILogMessageFormatter>("akka.logger-formatter", Config.GetString("akka.logger-formatter"));
        StdoutLogger = Create<MinimalLogger>("akka.stdout-logger-class", Config.GetString("akka.stdout-logger-class"));
    }

    public ActorSystem System { get; }

    /// <summary>The user's configuration over the reference.</summary>
    public Config Config { get; private set; }

    public ActorSystemSetup Setup { get; }

    public string ConfigVersion { get; }

    public ProviderSelection ProviderSelectionType { get; }

    public string ProviderClass { get; }

    public bool HasCluster { get; }

    public LogFilterEvaluator LogFilter { get; }

    public ILogMessageFormatter LogFormatter { get; }

    public MinimalLogger StdoutLogger { get; }

    /// <summary>Adds defaults below everything; an extension's reference configuration goes in here.</summary>
    public void InjectTopLevelFallback(Config config) => Config = Config.WithFallback(config);

    public override string ToString() => Config.ToString()!;

    /// <summary>The configuration as its user gave it, without the reference.</summary>
    internal Config UserConfig
    {
        get => _userConfig;
        set => _userConfig = value;
    }

    private static T Create<T>(string key, string typeName)
    {
        var type = Type.GetType(typeName) ?? throw new ConfigurationException($"{key}: no type [{typeName}] can be found.");
        return Activator.CreateInstance(type, nonPublic: true) is T made
            ? made
            : throw new ConfigurationException($"{key}: [{typeName}] is not a {typeof(T)}.");
    }
}
