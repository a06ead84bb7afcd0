namespace Akka.Pattern;

using Akka.Actor;

/// <summary>
/// Keeps calls from something that fails. Closed, it lets calls through and counts failures in a row (a call that takes longer than
/// <see cref="CallTimeout"/> is one); at <see cref="MaxFailures"/> it opens. Open, it refuses calls with <see cref="OpenCircuitException"/> for
/// <see cref="ResetTimeout"/>. Then, half open, it lets one call through: that one closes it or opens it again, for longer if a backoff is set.
/// Any thread may call it.
/// </summary>
public partial class CircuitBreaker
{
    private readonly Lock _changing = new();
    private readonly List<Action> _onOpen = [];
    private readonly List<Action> _onHalfOpen = [];
    private readonly List<Action> _onClose = [];
    private State _state = State.Closed;
    private long _failures;
    private bool _trialUnderWay;
    private int _opening;
    private TimeSpan _nextReset;
    private TimeSpan _opensUntil;
    private Exception? _lastCaught;

    /// <summary>A breaker that always waits the same time before it tries again.</summary>
    public CircuitBreaker(IScheduler scheduler, int maxFailures, TimeSpan callTimeout, TimeSpan resetTimeout)
        : this(scheduler, maxFailures, callTimeout, resetTimeout, TimeSpan.FromDays(36500), 1.0)
    {
    }

    /// <summary>A breaker whose wait grows by a factor each time a trial fails, up to a maximum.</summary>
    public CircuitBreaker(IScheduler scheduler, int maxFailures, TimeSpan callTimeout, TimeSpan resetTimeout, TimeSpan maxResetTimeout, double exponentialBackoffFactor)
        : this(scheduler, maxFailures, callTimeout, resetTimeout, maxResetTimeout, exponentialBackoffFactor, 0.0)
    {
    }

    /// <summary>The same with up to <paramref name="randomFactor"/> (0 to 1) of the wait added by chance.</summary>
    /// <exception cref="ArgumentException">A factor is out of its range.</exception>
    public CircuitBreaker(
        IScheduler scheduler,
        int maxFailures,
        TimeSpan callTimeout,
        TimeSpan resetTimeout,
        TimeSpan maxResetTimeout,
        double exponentialBackoffFactor,
        double randomFactor)
    {
        ArgumentNullException.ThrowIfNull(scheduler);
        if (exponentialBackoffFactor < 1.0)
            throw new ArgumentException("factor must be >= 1.0", nameof(exponentialBackoffFactor));
        if (randomFactor is < 0.0 or > 1.0)
            throw new ArgumentException("randomFactor must be between 0.0 and 1.0", nameof(randomFactor));
        Scheduler = scheduler;
        MaxFailures = maxFailures;
        CallTimeout = callTimeout;
        ResetTimeout = resetTimeout;
        MaxResetTimeout = maxResetTimeout;
        ExponentialBackoffFactor = exponentialBackoffFactor;
        RandomFactor = randomFactor;
        _nextReset = resetTimeout;
    }

    private enum State
    {
        Closed,
        Open,
        HalfOpen,
    }

    /// <summary>What wakes it up.</summary>
    public IScheduler Scheduler { get; }

    /// <summary>The failures in a row that open it.</summary>
    public int MaxFailures { get; }

    /// <summary>A call that takes longer counts as failed.</summary>
    public TimeSpan CallTimeout { get; }

    /// <summary>How long it stays open the first time.</summary>
    public TimeSpan ResetTimeout { get; }

    /// <summary>How long it stays open at most.</summary>
    public TimeSpan MaxResetTimeout { get; }

    /// <summary>What the wait is multiplied with after each trial that failed.</summary>
    public double ExponentialBackoffFactor { get; }

    /// <summary>The part of the wait that chance may add.</summary>
    public double RandomFactor { get; }

    /// <summary>What the latest failed call threw.</summary>
    public Exception LastCaughtException => Volatile.Read(ref _lastCaught)!;

    /// <summary>Failures in a row while closed.</summary>
    public long CurrentFailureCount => Volatile.Read(ref _failures);

    /// <summary>Whether calls go through.</summary>
    public bool IsClosed => Is(State.Closed);

    /// <summary>Whether calls are refused.</summary>
    public bool IsOpen => Is(State.Open);

    /// <summary>Whether it waits for the one trial.</summary>
    public bool IsHalfOpen => Is(State.HalfOpen);

    /// <summary>Makes a breaker.</summary>
    public static CircuitBreaker Create(IScheduler scheduler, int maxFailures, TimeSpan callTimeout, TimeSpan resetTimeout) =>
        new(scheduler, maxFailures, callTimeout, resetTimeout);

    /// <summary>A new breaker like this one whose wait doubles up to <paramref name="maxResetTimeout"/>.</summary>
    public CircuitBreaker WithExponentialBackoff(TimeSpan maxResetTimeout) =>
        new(Scheduler, MaxFailures, CallTimeout, ResetTimeout, maxResetTimeout, 2.0, RandomFactor);

    /// <summary>A new breaker like this one with that part of chance in its waits.</summary>
    public CircuitBreaker WithRandomFactor(double randomFactor) =>
        new(Scheduler, MaxFailures, CallTimeout, ResetTimeout, MaxResetTimeout, ExponentialBackoffFactor, randomFactor);

    /// <summary>Runs the callback each time it opens.</summary>
    public CircuitBreaker OnOpen(Action callback) => Listen(_onOpen, callback);

    /// <summary>Runs the callback each time it gets half open.</summary>
    public CircuitBreaker OnHalfOpen(Action callback) => Listen(_onHalfOpen, callback);

    /// <summary>Runs the callback each time it closes.</summary>
    public CircuitBreaker OnClose(Action callback) => Listen(_onClose, callback);

    private CircuitBreaker Listen(List<Action> callbacks, Action callback)
    {
        lock (_changing)
            callbacks.Add(callback);
        return this;
    }

    private bool Is(State wanted)
    {
        lock (_changing)
            return _state == wanted;
    }
}
