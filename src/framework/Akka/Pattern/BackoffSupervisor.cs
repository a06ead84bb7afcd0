namespace Akka.Pattern;

using Akka.Actor;

/// <summary>Starts its child again, after a growing wait, whenever it has stopped.</summary>
public sealed partial class BackoffSupervisor : BackoffSupervisorBase
{
    private readonly SupervisorStrategy _strategy;

    /// <summary>A supervisor with everything by default.</summary>
    public BackoffSupervisor(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor)
        : this(new BackoffSettings(false, childProps, childName, minBackoff, maxBackoff, randomFactor))
    {
    }

    /// <summary>A supervisor with everything said.</summary>
    public BackoffSupervisor(
        Props childProps,
        string childName,
        TimeSpan minBackoff,
        TimeSpan maxBackoff,
        IBackoffReset reset,
        double randomFactor,
        SupervisorStrategy strategy,
        object? replyWhileStopped = null,
        Func<object, bool>? finalStopMessage = null)
        : this(new BackoffSettings(false, childProps, childName, minBackoff, maxBackoff, randomFactor)
        {
            Reset = reset,
            Strategy = strategy as OneForOneStrategy ?? new OneForOneStrategy(strategy.Decider),
            ReplyWhileStopped = replyWhileStopped,
            FinalStopMessage = finalStopMessage,
        }) => _strategy = strategy;

    internal BackoffSupervisor(BackoffSettings settings)
        : base(settings) => _strategy = settings.Strategy;

    /// <summary>The props of a supervisor with everything by default.</summary>
    public static Props Props(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor) =>
        Props(Backoff.OnStop(childProps, childName, minBackoff, maxBackoff, randomFactor));

    /// <summary>The props of a supervisor that starts its child again that many times at most.</summary>
    public static Props Props(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxNrOfRetries) =>
        Props(Backoff.OnStop(childProps, childName, minBackoff, maxBackoff, randomFactor, maxNrOfRetries));

    /// <summary>The props of a supervisor with those options.</summary>
    public static Props Props(BackoffOptions options) => options.Props;

    /// <summary>The props of a supervisor that decides about failures by that strategy.</summary>
    public static Props PropsWithSupervisorStrategy(
        Props childProps,
        string childName,
        TimeSpan minBackoff,
        TimeSpan maxBackoff,
        double randomFactor,
        SupervisorStrategy strategy) =>
        Actor.Props.Create(() => new BackoffSupervisor(childProps, childName, minBackoff, maxBackoff, new AutoReset(minBackoff), randomFactor, strategy, null, null));

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => _strategy;

    /// <inheritdoc/>
    protected override bool Receive(object message)
    {
        if (message is not Terminated { ActorRef: var stopped } || !stopped.Equals(Child))
            return HandleBackoff(message);
        ChildIsGone();
        return true;
    }
}
