namespace Akka.TestKit;

using Akka.Configuration;
using Akka.Dispatch;

/// <summary>Runs actors on the thread that sends to them: when Tell returns, the message has been handled or stands behind one that is.</summary>
public class CallingThreadDispatcher : MessageDispatcher
{
    /// <summary>The configuration path of this dispatcher.</summary>
    public new static readonly string Id = "akka.test.calling-thread-dispatcher";

    /// <summary>Made by its configurator.</summary>
    public CallingThreadDispatcher(MessageDispatcherConfigurator configurator)
        : base(configurator) => Throughput = configurator.Config.GetInt("throughput", int.MaxValue);

    /// <inheritdoc/>
    protected override void ExecuteTask(IRunnable run) => run.Run();

    /// <inheritdoc/>
    protected override void Shutdown()
    {
        // It owns no thread.
    }
}

/// <summary>Makes one <see cref="CallingThreadDispatcher"/>.</summary>
public class CallingThreadDispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly CallingThreadDispatcher _dispatcher;

    /// <summary>Made by the ActorSystem from a dispatcher's <c>type</c>.</summary>
    public CallingThreadDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites) => _dispatcher = new CallingThreadDispatcher(this);

    /// <inheritdoc/>
    public override MessageDispatcher Dispatcher() => _dispatcher;
}
