namespace Akka.Actor;

using System.Collections.Concurrent;
using Akka.Configuration;
using Akka.Event;

/// <summary>
/// Ends a system in order: phases from <c>akka.coordinated-shutdown.phases</c> run one after the other, the tasks of one phase side by side.
/// It runs at most once; tasks may be added while it runs, to phases that have not begun.
/// </summary>
public sealed partial class CoordinatedShutdown : IExtension
{
    /// <summary>First of all: tasks before incoming connections end.</summary>
    public const string PhaseBeforeServiceUnbind = "before-service-unbind";

    /// <summary>Take no new connections.</summary>
    public const string PhaseServiceUnbind = "service-unbind";

    /// <summary>Wait for requests in progress.</summary>
    public const string PhaseServiceRequestsDone = "service-requests-done";

    /// <summary>End the services themselves.</summary>
    public const string PhaseServiceStop = "service-stop";

    /// <summary>Tasks before the cluster part begins.</summary>
    public const string PhaseBeforeClusterShutdown = "before-cluster-shutdown";

    /// <summary>Hand shards over.</summary>
    public const string PhaseClusterShardingShutdownRegion = "cluster-sharding-shutdown-region";

    /// <summary>Leave the cluster.</summary>
    public const string PhaseClusterLeave = "cluster-leave";

    /// <summary>Hand singletons over.</summary>
    public const string PhaseClusterExiting = "cluster-exiting";

    /// <summary>Wait until leaving is known.</summary>
    public const string PhaseClusterExitingDone = "cluster-exiting-done";

    /// <summary>End the cluster extension.</summary>
    public const string PhaseClusterShutdown = "cluster-shutdown";

    /// <summary>Tasks before the actors stop.</summary>
    public const string PhaseBeforeActorSystemTerminate = "before-actor-system-terminate";

    /// <summary>Last of all: terminate the system.</summary>
    public const string PhaseActorSystemTerminate = "actor-system-terminate";

    private readonly Dictionary<string, ShutdownPhase> _phases;
    private readonly HashSet<string> _known;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<PhaseTask>> _tasks = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource<Done> _run = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _ordered;
    private readonly ILoggingAdapter _log;
    private Reason? _reason;

    private CoordinatedShutdown(ExtendedActorSystem system, Dictionary<string, ShutdownPhase> phases)
    {
        System = system;
        _phases = phases;
        _ordered = ShutdownPhase.Sort(phases);
        _known = new HashSet<string>(_ordered, StringComparer.Ordinal);
        _log = Logging.GetLogger(system, GetType());
    }

    /// <summary>The system that it ends.</summary>
    public ExtendedActorSystem System { get; }

    /// <summary>Why it runs; null as long as it doesn't.</summary>
    public Reason ShutdownReason => Volatile.Read(ref _reason)!;

    /// <summary>The time that all phases with tasks may take together.</summary>
    public TimeSpan TotalTimeout => _tasks.Keys.Aggregate(TimeSpan.Zero, (sum, phase) => sum + Timeout(phase));

    /// <summary>The one of a system.</summary>
    public static CoordinatedShutdown Get(ActorSystem sys) => sys.WithExtension<CoordinatedShutdown, CoordinatedShutdownExtension>();

    /// <summary>The time that the tasks of a phase may take.</summary>
    /// <exception cref="ArgumentException">There is no such phase.</exception>
    public TimeSpan Timeout(string phase) =>
        _phases.TryGetValue(phase, out var found)
            ? found.Timeout
            : throw new ArgumentException($"Unknown phase [{phase}]. All phases must be defined in configuration.", nameof(phase));

    /// <summary>Adds a task to a phase. It must make its task quickly: the tasks of a phase are started one after the other.</summary>
    /// <exception cref="ConfigurationException">There is no such phase.</exception>
    /// <exception cref="ArgumentException">The task has no name.</exception>
    public void AddTask(string phase, string taskName, Func<Task<Done>> task)
    {
        ArgumentException.ThrowIfNullOrEmpty(taskName);
        ArgumentNullException.ThrowIfNull(task);
        RequireKnown(phase);
        _tasks.GetOrAdd(phase, _ => new ConcurrentQueue<PhaseTask>()).Enqueue(new PhaseTask(taskName, task));
    }

    /// <summary>
    /// Runs all phases, or those from <paramref name="fromPhase"/> on. A second call returns the task of the first.
    /// The task fails with the error (or <see cref="TimeoutException"/>) of a phase whose <c>recover</c> is off; no later phase runs then.
    /// </summary>
    /// <exception cref="ConfigurationException">There is no such phase.</exception>
    public Task<Done> Run(Reason reason, string? fromPhase = null)
    {
        ArgumentNullException.ThrowIfNull(reason);
        if (fromPhase is not null)
            RequireKnown(fromPhase);
        if (Interlocked.CompareExchange(ref _reason, reason, null) is null)
        {
            _log.Debug("Performing coordinated shutdown, reason [{0}]", reason);

            // Off the caller's thread and scheduler: the caller may be an actor that a phase waits for.
            _ = Task.Run(() => RunPhases(fromPhase is null ? 0 : _ordered.IndexOf(fromPhase)));
        }

        return _run.Task;
    }

    private void RequireKnown(string phase)
    {
        if (phase is null || !_known.Contains(phase))
            throw new ConfigurationException($"Unknown phase [{phase}], known phases [{string.Join(", ", _ordered)}]. All phases (along with their optional dependencies) must be defined in configuration.");
    }

    private async Task RunPhases(int first)
    {
        try
        {
            foreach (var name in _ordered.Skip(first))
                await RunPhase(name).ConfigureAwait(false);
            _run.TrySetResult(Done.Instance);
        }
        catch (Exception e)
        {
            _log.Error(e, "Coordinated shutdown failed: {0}", e.Message);
            _run.TrySetException(e);
        }
    }

    private async Task RunPhase(string name)
    {
        if (!_phases.TryGetValue(name, out var phase) || !_tasks.TryGetValue(name, out var queue))
            return;
        PhaseTask[] now = [.. queue];
        if (!phase.Enabled)
        {
            _log.Info("Phase [{0}] is disabled: its [{1}] tasks do not run.", name, now.Length);
            return;
        }

        _log.Debug("Performing phase [{0}] with [{1}] tasks: [{2}]", name, now.Length, string.Join(", ", now.Select(t => t.Name)));
        var all = Task.WhenAll([.. now.Select(t => Perform(name, t, phase.Recover))]);
        try
        {
            await all.WaitAsync(phase.Timeout).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!all.IsCompleted)
        {
            if (!phase.Recover)
                throw new TimeoutException($"Coordinated shutdown phase [{name}] timed out after {phase.Timeout}");
            _log.Warning("Coordinated shutdown phase [{0}] timed out after {1}", name, phase.Timeout);
        }
    }

    private async Task Perform(string phase, PhaseTask task, bool recover)
    {
        try
        {
            await task.Body().ConfigureAwait(false);
        }
        catch (Exception e) when (recover)
        {
            _log.Warning(e, "Task [{0}] failed in phase [{1}]: {2}", task.Name, phase, e.Message);
        }
    }

    private sealed record PhaseTask(string Name, Func<Task<Done>> Body);
}
