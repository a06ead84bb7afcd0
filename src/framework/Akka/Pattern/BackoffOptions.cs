namespace Akka.Pattern;

using Akka.Actor;

/// <summary>How a backoff supervisor treats its child. Each method returns changed options and leaves these as they are.</summary>
public abstract class BackoffOptions
{
    /// <summary>The props of such a supervisor.</summary>
    internal abstract Props Props { get; }

    /// <summary>Counts from zero again when the child has run for that time. This is the default, with the minimal backoff.</summary>
    public abstract BackoffOptions WithAutoReset(TimeSpan resetBackoff);

    /// <summary>Counts from zero again when the child sends <see cref="BackoffSupervisor.Reset"/>.</summary>
    public abstract BackoffOptions WithManualReset();

    /// <summary>Decides about failures of the child by that strategy; its maximum of retries applies.</summary>
    public abstract BackoffOptions WithSupervisorStrategy(OneForOneStrategy supervisorStrategy);

    /// <summary>Stops the child on every failure.</summary>
    public abstract BackoffOptions WithDefaultStoppingStrategy();

    /// <summary>Starts the child again that many times at most; -1 for ever.</summary>
    public abstract BackoffOptions WithMaxNrOfRetries(int maxNrOfRetries);

    /// <summary>Answers so while no child runs. Without it messages become dead letters.</summary>
    public abstract BackoffOptions WithReplyWhileStopped(object replyWhileStopped);

    /// <summary>After a message that fits, the supervisor stops when the child has stopped.</summary>
    public abstract BackoffOptions WithFinalStopMessage(Func<object, bool> isFinalStopMessage);
}
