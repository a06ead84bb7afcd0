namespace Akka.Dispatch;

using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

/// <summary>The dispatchers of a system, by the path of their configuration.</summary>
public sealed class Dispatchers
{
    public const string DefaultDispatcherId = "akka.actor.default-dispatcher";
    public const string DefaultBlockingDispatcherId = "akka.actor.default-blocking-io-dispatcher";
    public const string SynchronizedDispatcherId = "akka.actor.synchronized-dispatcher";

    internal const string InternalDispatcherId = "akka.actor.internal-dispatcher";

    private readonly ConcurrentDictionary<string, MessageDispatcherConfigurator> _configurators = new();
    private readonly ActorSystem _system;
    private readonly Lock _gate = new();

    public Dispatchers(ActorSystem system, IDispatcherPrerequisites prerequisites, ILoggingAdapter logger)
    {
        _system = system;
        Prerequisites = prerequisites;
    }

    public IDispatcherPrerequisites Prerequisites { get; }

    public Config DefaultDispatcherConfig => GetConfig(_system.Settings.Config, DefaultDispatcherId);

    public MessageDispatcher DefaultGlobalDispatcher => Lookup(DefaultDispatcherId);

    /// <summary>The section of a dispatcher, with its id, over the section of the default one.</summary>
    /// <exception cref="ConfigurationException">No such dispatcher, or a chain of aliases longer than <paramref name="depth"/> allows.</exception>
    public static Config GetConfig(Config config, string id, int depth = 0)
    {
        const int MaxAliases = 20;
        if (depth > MaxAliases)
        {
            throw new ConfigurationException($"Could not find a concrete dispatcher config after following {MaxAliases} deep. Is there a loop in the config? last Id [{id}]");
        }

        if (!config.HasPath(id))
        {
            throw new ConfigurationException($"Dispatcher [{id}] not configured.");
        }

        if (config.GetValue(id).IsString())
        {
            return GetConfig(config, config.GetString(id), depth + 1);
        }

        return ConfigurationFactory.ParseString($"id = \"{id}\"\nname = \"{id[(id.LastIndexOf('.') + 1)..]}\"")
            .WithFallback(config.GetConfig(id))
            .WithFallback(config.GetConfig(DefaultDispatcherId));
    }

    /// <summary>The dispatcher of that id; several ids may lead to the same one.</summary>
    /// <exception cref="ConfigurationException">It is not configured.</exception>
    public MessageDispatcher Lookup(string dispatcherName)
    {
        if (_configurators.TryGetValue(dispatcherName, out var known))
        {
            return known.Dispatcher();
        }

        lock (_gate)
        {
            return _configurators.GetOrAdd(dispatcherName, Make).Dispatcher();
        }
    }

    public bool HasDispatcher(string id) => _configurators.ContainsKey(id) || Prerequisites.Settings.Config.HasPath(id);

    /// <summary>Registers a dispatcher made in code; <c>false</c> when the id is taken.</summary>
    public bool RegisterConfigurator(string id, MessageDispatcherConfigurator configurator) => _configurators.TryAdd(id, configurator);

    internal void ShutdownAll()
    {
        foreach (var configurator in _configurators.Values)
        {
            if (configurator is DispatcherConfigurator shared)
            {
                shared.Dispatcher().ShutdownNow();
            }
        }
    }

    private MessageDispatcherConfigurator Make(string id)
    {
        var config = GetConfig(_system.Settings.Config, id);
        var realId = config.GetString("id");
        if (realId != id)
        {
            return _configurators.GetOrAdd(realId, Make);
        }

        var type = config.GetString("type");
        switch (type)
        {
            case "Dispatcher" or "TaskDispatcher":
                return new DispatcherConfigurator(config, Prerequisites);
            case "ForkJoinDispatcher":
                return new DispatcherConfigurator(ConfigurationFactory.ParseString("executor = fork-join-executor").WithFallback(config), Prerequisites);
            case "SynchronizedDispatcher":
                return new DispatcherConfigurator(ConfigurationFactory.ParseString("executor = current-context-executor").WithFallback(config), Prerequisites);
            case "PinnedDispatcher":
                return new PinnedDispatcherConfigurator(config, Prerequisites);
            case null or "":
                throw new ConfigurationException($"Could not resolve dispatcher for path [{id}]. type is empty");
            default:
                var found = Type.GetType(type) ?? throw new ConfigurationException($"Could not resolve dispatcher type [{type}] for path [{id}]");
                return Activator.CreateInstance(found, config, Prerequisites) as MessageDispatcherConfigurator
                    ?? throw new ConfigurationException($"[{type}] of dispatcher [{id}] is not a MessageDispatcherConfigurator");
        }
    }
}
