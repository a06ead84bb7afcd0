namespace Akka.TestKit;

using Akka.Actor;

/// <summary>What a pilot returns to stay in charge; no pilot itself.</summary>
public sealed class KeepRunning : AutoPilot
{
    /// <summary>The only one.</summary>
    public static readonly KeepRunning Instance = new();

    private KeepRunning()
    {
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Always: this is an answer, not a pilot.</exception>
    public override AutoPilot Run(IActorRef sender, object message) =>
        throw new InvalidOperationException("KeepRunning says that the current pilot stays; it can't be one.");
}
