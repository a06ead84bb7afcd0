namespace Akka.TestKit.Xunit2;

using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.TestKit.Xunit2.Internals;
using Xunit.Abstractions;

/// <summary>The TestKit for xunit: derive a test class from it. Each test gets an ActorSystem of its own, which ends with the test.</summary>
public class TestKit : TestKitBase, IDisposable
{
    /// <summary>Where the log goes, when the test has one.</summary>
    public readonly ITestOutputHelper? Output;

    private bool _disposed;
    private bool _disposing;

    /// <summary>Works in <paramref name="system"/>, or in a new one with the default configuration.</summary>
    public TestKit(ActorSystem? system = null, ITestOutputHelper? output = null)
        : base(Assertions, system)
    {
        Output = output;
        InitializeLogger(Sys);
    }

    /// <summary>Works in a new ActorSystem made of <paramref name="config"/>.</summary>
    public TestKit(ActorSystemSetup config, string? actorSystemName = null, ITestOutputHelper? output = null)
        : base(Assertions, config, actorSystemName)
    {
        Output = output;
        InitializeLogger(Sys);
    }

    /// <summary>Works in a new ActorSystem with <paramref name="config"/> over the default configuration.</summary>
    public TestKit(Config config, string? actorSystemName = null, ITestOutputHelper? output = null)
        : base(Assertions, config, actorSystemName)
    {
        Output = output;
        InitializeLogger(Sys);
    }

    /// <summary>Works in a new ActorSystem with that HOCON over the default configuration.</summary>
    public TestKit(string config, ITestOutputHelper? output = null)
        : base(Assertions, ConfigurationFactory.ParseString(config))
    {
        Output = output;
        InitializeLogger(Sys);
    }

    /// <summary>The fallback of every test's configuration.</summary>
    public new static Config DefaultConfig => TestKitBase.DefaultConfig;

    /// <summary>Debug level, and every debug switch of actors on.</summary>
    public new static Config FullDebugConfig => TestKitBase.FullDebugConfig;

    /// <summary>xunit's assertions.</summary>
    protected static XunitAssertions Assertions { get; } = new();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs after each test. The base ends the ActorSystem.</summary>
    protected virtual void AfterAll() => Shutdown();

    /// <summary>Ends the test; what <see cref="AfterAll"/> throws fails it.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (_disposing || _disposed)
        {
            return;
        }

        _disposing = true;
        try
        {
            AfterAll();
        }
        finally
        {
            _disposed = true;
            _disposing = false;
        }
    }

    /// <summary>Sends the log of <paramref name="system"/> to the test's output, when the test has one.</summary>
    protected void InitializeLogger(ActorSystem system)
    {
        if (Output is not null)
        {
            Start(system, Output, "log-test");
        }
    }

    /// <summary>As the other, with <paramref name="prefix"/> before each line: for a second system.</summary>
    protected void InitializeLogger(ActorSystem system, string prefix)
    {
        if (Output is not null)
        {
            Start(system, string.IsNullOrEmpty(prefix) ? Output : new PrefixedOutput(Output, prefix), "log-test");
        }
    }

    private static void Start(ActorSystem system, ITestOutputHelper output, string name)
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ((ExtendedActorSystem)system).SystemActorOf(Props.Create(() => new TestOutputLogger(output, ready)), name);
        if (!ready.Task.Wait(TimeSpan.FromSeconds(5)))
        {
            throw new TimeoutException($"The logger of {system.Name} did not start within 5 s.");
        }
    }
}
