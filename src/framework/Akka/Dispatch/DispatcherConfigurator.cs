namespace Akka.Dispatch;

using Akka.Configuration;

/// <summary>Makes one <see cref="Dispatch.Dispatcher"/>, shared by all who name it.</summary>
public sealed class DispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly MessageDispatcher _instance;

    public DispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites) =>
        _instance = new Dispatcher(
            this,
            config.GetString("id"),
            config.GetInt("throughput"),
            config.GetTimeSpan("throughput-deadline-time").Ticks,
            ConfigureExecutor(),
            config.GetTimeSpan("shutdown-timeout"));

    public override MessageDispatcher Dispatcher() => _instance;
}
