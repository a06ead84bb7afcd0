namespace Akka.Dispatch;

using Akka.Configuration;

/// <summary>Makes a dispatcher with one thread for each actor.</summary>
internal sealed class PinnedDispatcherConfigurator : MessageDispatcherConfigurator
{
    public PinnedDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites)
    {
    }

    public override MessageDispatcher Dispatcher() => new PinnedDispatcher(
        this,
        Config.GetString("id"),
        Config.GetInt("throughput"),
        Config.GetTimeSpan("throughput-deadline-time").Ticks,
        new DedicatedThreadsConfigurator(Config, Prerequisites, threads: 1),
        Config.GetTimeSpan("shutdown-timeout"));
}
