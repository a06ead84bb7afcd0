namespace Akka.TestKit;

using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;
using Akka.TestKit.Configs;
using Akka.TestKit.Internal;

/// <summary>
/// A test's view of actors: an ActorSystem, a test actor that queues what it is sent, and expectations on that queue.
/// A test framework's adapter derives from it.
/// </summary>
/// <remarks>
/// Each waiting member comes twice: the synchronous one blocks the calling thread, the <c>…Async</c> one awaits.
/// Limits that a member takes are multiplied by <c>akka.test.timefactor</c> unless it says otherwise.
/// </remarks>
public abstract partial class TestKitBase : IActorRefFactory
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(10);
    private static int _testActorNumber;

    private readonly ITestKitAssertions _assertions;
    private readonly TestQueue _queue = new();
    private ActorSystem _system = null!;
    private TestKitSettings _settings = null!;
    private IActorRef _testActor = null!;
    private ActorCell? _cell;
    private MessageEnvelope _last = NullMessageEnvelope.Instance;
    private TimeSpan? _end;
    private bool _lastWasNoMsg;

    /// <summary>Works in <paramref name="system"/>, or in a new one with the default configuration.</summary>
    protected TestKitBase(ITestKitAssertions assertions, ActorSystem? system = null, string? testActorName = null)
        : this(assertions, system, ActorSystemSetup.Empty, null, testActorName)
    {
    }

    /// <summary>Works in a new ActorSystem made of <paramref name="setup"/>.</summary>
    protected TestKitBase(ITestKitAssertions assertions, ActorSystemSetup setup, string? actorSystemName = null, string? testActorName = null)
        : this(assertions, null, setup, actorSystemName, testActorName)
    {
    }

    /// <summary>Works in a new ActorSystem with <paramref name="config"/> over the default configuration.</summary>
    protected TestKitBase(ITestKitAssertions assertions, Config config, string? actorSystemName = null, string? testActorName = null)
        : this(assertions, null, ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config)), actorSystemName, testActorName)
    {
    }

    /// <summary>The full form that the others come to.</summary>
    protected TestKitBase(
        ITestKitAssertions assertions,
        ActorSystem? system,
        ActorSystemSetup config,
        string? actorSystemName,
        string? testActorName)
    {
        _assertions = assertions ?? throw new ArgumentNullException(nameof(assertions), "The TestKit needs assertions to fail a test with.");
        InitializeTest(system, config, actorSystemName, testActorName);
    }

    /// <summary>The fallback of every test's configuration.</summary>
    public static Config DefaultConfig => TestConfigs.DefaultConfig;

    /// <summary>Debug level, and every debug switch of actors on.</summary>
    public static Config FullDebugConfig => TestConfigs.FullDebugConfig;

    /// <summary>The time of a monotonic clock whose zero has no meaning.</summary>
    public static TimeSpan Now => Durations.Now;

    /// <summary>The ActorSystem under test.</summary>
    public ActorSystem Sys => _system;

    /// <summary>The settings in force.</summary>
    public TestKitSettings TestKitSettings => _settings;

    /// <summary>The actor whose queue the expectations read.</summary>
    public IActorRef TestActor => _testActor;

    /// <summary>Logs in the test's name.</summary>
    public ILoggingAdapter Log { get; private set; } = null!;

    /// <summary>Filters and counts log events.</summary>
    public EventFilterFactory EventFilter { get; private set; } = null!;

    /// <summary>Whether a message waits in the queue.</summary>
    public bool HasMessages => _queue.Count > 0;

    /// <summary>Who sent the last message that was received.</summary>
    /// <exception cref="IllegalActorStateException">The last receive delivered nothing.</exception>
    public IActorRef LastSender => _last.Sender;

    /// <summary>The last message that was received.</summary>
    /// <exception cref="IllegalActorStateException">The last receive delivered nothing.</exception>
    public object LastMessage => _last.Message;

    internal ITestKitAssertions InternalAssertions => _assertions;

    /// <summary>Filters and counts log events of another ActorSystem.</summary>
    public EventFilterFactory CreateEventFilter(ActorSystem system) => new(this, system);

    /// <summary>Makes another test actor, one without a queue that a test could read: a stand-in.</summary>
    public IActorRef CreateTestActor(string name) => CreateTestActor(_system, name, new TestQueue()).Ref;

    /// <summary>Sets up the ActorSystem, when none is given, and the test actor.</summary>
    protected void InitializeTest(ActorSystem? system, Config config, string? actorSystemName, string? testActorName) =>
        InitializeTest(system, ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config)), actorSystemName, testActorName);

    /// <summary>Sets up the ActorSystem, when none is given, and the test actor.</summary>
    protected virtual void InitializeTest(ActorSystem? system, ActorSystemSetup config, string? actorSystemName, string? testActorName)
    {
        _system = system ?? ActorSystem.Create(actorSystemName ?? "test", WithDefaults(config));
        _settings = TestKitExtension.For(_system);
        _system.RegisterExtension(new TestKitAssertionsExtension(_assertions));
        Log = Logging.GetLogger(_system, GetType());
        EventFilter = new EventFilterFactory(this);
        var name = string.IsNullOrEmpty(testActorName) ? $"testActor{Interlocked.Increment(ref _testActorNumber)}" : testActorName;
        (_testActor, _cell) = CreateTestActor(_system, name, _queue);
        if (this is not INoImplicitSender)
        {
            InternalCurrentActorCellKeeper.Current = _cell;
            SynchronizationContext.SetSynchronizationContext(new TestActorContext(_cell));
        }
    }

    private static ActorSystemSetup WithDefaults(ActorSystemSetup setup)
    {
        var bootstrap = setup.Get<BootstrapSetup>() is { HasValue: true } given ? given.Value : BootstrapSetup.Create();
        var config = bootstrap.Config.HasValue ? bootstrap.Config.Value.WithFallback(DefaultConfig) : DefaultConfig;
        return setup.WithSetup(bootstrap.WithConfig(config));
    }

    private static (IActorRef Ref, ActorCell Cell) CreateTestActor(ActorSystem system, string name, TestQueue queue)
    {
        var started = new TaskCompletionSource<ActorCell>(TaskCreationOptions.RunContinuationsAsynchronously);
        var props = Props.Create(() => new InternalTestActor(queue, started)).WithDispatcher("akka.test.test-actor.dispatcher");
        var testActor = ((ExtendedActorSystem)system).SystemActorOf(props, name);
        if (!started.Task.Wait(StartLimit))
        {
            throw new TimeoutException($"The test actor {testActor.Path} did not start within {StartLimit}.");
        }

        return (testActor, started.Task.GetAwaiter().GetResult());
    }

    /// <summary>Takes back the implicit sender from the calling thread, if it is this test's.</summary>
    private void LeaveThread()
    {
        if (InternalCurrentActorCellKeeper.Current is { } current && ReferenceEquals(current, _cell))
        {
            InternalCurrentActorCellKeeper.Current = null!;
        }
    }
}
