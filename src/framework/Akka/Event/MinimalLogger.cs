namespace Akka.Event;

using Akka.Actor;

/// <summary>A logger that works without a running system: it is called by whoever logs, and must therefore be quick.</summary>
public abstract class MinimalLogger : MinimalActorRef
{
    private readonly ActorPath _path;

    /// <summary>A logger whose path is made of its type's name.</summary>
    protected MinimalLogger() => _path = new RootActorPath(Address.AllSystems, "/" + GetType().Name);

    /// <summary>What is kept out of the log.</summary>
    public LogFilterEvaluator Filter { get; internal set; } = LogFilterEvaluator.NoFilters;

    /// <summary>It belongs to no system.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public sealed override IActorRefProvider Provider => throw new NotSupportedException("A minimal logger belongs to no system, so it has no provider.");

    /// <inheritdoc/>
    public sealed override ActorPath Path => _path;

    /// <summary>Logs the message, on the thread of the caller.</summary>
    /// <exception cref="ArgumentNullException">There is no message.</exception>
    protected sealed override void TellInternal(object message, IActorRef sender)
    {
        ArgumentNullException.ThrowIfNull(message);
        Log(message);
    }

    /// <summary>Writes one message.</summary>
    protected abstract void Log(object message);
}
