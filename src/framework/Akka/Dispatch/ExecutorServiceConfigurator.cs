namespace Akka.Dispatch;

using Akka.Configuration;

/// <summary>Makes the executor that a dispatcher's section describes.</summary>
public abstract class ExecutorServiceConfigurator : ExecutorServiceFactory
{
    protected ExecutorServiceConfigurator(Config config, IDispatcherPrerequisites prerequisites)
    {
        Config = config;
        Prerequisites = prerequisites;
    }

    public Config Config { get; }

    public IDispatcherPrerequisites Prerequisites { get; }

    /// <summary>The configurator that <c>executor</c> names: one of ours, or a type with a constructor (Config, IDispatcherPrerequisites).</summary>
    /// <exception cref="ConfigurationException">There is no such executor.</exception>
    internal static ExecutorServiceConfigurator For(Config config, IDispatcherPrerequisites prerequisites)
    {
        var executor = config.GetString("executor", "default-executor");
        switch (executor)
        {
            case null or "" or "default-executor" or "thread-pool-executor" or "task-executor" or "channel-executor":
                return new ThreadPoolConfigurator(config, prerequisites);
            case "fork-join-executor":
                var section = config.HasPath("dedicated-thread-pool") ? config : config.GetConfig("fork-join-executor");
                var threads = section is null ? 0 : section.GetInt("dedicated-thread-pool.thread-count");
                return new DedicatedThreadsConfigurator(config, prerequisites, threads > 0 ? threads : Environment.ProcessorCount);
            case "current-context-executor":
                return new SynchronizationContextConfigurator(config, prerequisites);
            default:
                var type = Type.GetType(executor)
                    ?? throw new ConfigurationException($"Could not resolve executor service configurator type [{executor}] for path [{config.GetString("id")}]");
                return Activator.CreateInstance(type, config, prerequisites) as ExecutorServiceConfigurator
                    ?? throw new ConfigurationException($"[{executor}] is not an ExecutorServiceConfigurator");
        }
    }
}

/// <summary>Configures <see cref="ThreadPoolExecutor"/>.</summary>
internal sealed class ThreadPoolConfigurator(Config config, IDispatcherPrerequisites prerequisites) : ExecutorServiceConfigurator(config, prerequisites)
{
    public override ExecutorService Produce(string id) => new ThreadPoolExecutor(id);
}

/// <summary>Configures <see cref="DedicatedThreadsExecutor"/>.</summary>
internal sealed class DedicatedThreadsConfigurator(Config config, IDispatcherPrerequisites prerequisites, int threads)
    : ExecutorServiceConfigurator(config, prerequisites)
{
    public override ExecutorService Produce(string id) => new DedicatedThreadsExecutor(id, threads);
}

/// <summary>Configures <see cref="SynchronizationContextExecutor"/>.</summary>
internal sealed class SynchronizationContextConfigurator(Config config, IDispatcherPrerequisites prerequisites)
    : ExecutorServiceConfigurator(config, prerequisites)
{
    public override ExecutorService Produce(string id) => new SynchronizationContextExecutor(id);
}
