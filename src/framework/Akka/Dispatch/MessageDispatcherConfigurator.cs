namespace Akka.Dispatch;

using Akka.Configuration;

/// <summary>Makes the dispatcher of one configuration id.</summary>
public abstract class MessageDispatcherConfigurator
{
    protected MessageDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
    {
        Config = config;
        Prerequisites = prerequisites;
    }

    public Config Config { get; }

    public IDispatcherPrerequisites Prerequisites { get; }

    public abstract MessageDispatcher Dispatcher();

    /// <summary>The executor that <c>executor</c> names.</summary>
    protected ExecutorServiceConfigurator ConfigureExecutor() => ExecutorServiceConfigurator.For(Config, Prerequisites);
}
