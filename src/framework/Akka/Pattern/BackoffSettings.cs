namespace Akka.Pattern;

using Akka.Actor;

/// <summary>The options as values.</summary>
internal sealed record BackoffSettings(bool OnFailure, Props ChildProps, string ChildName, TimeSpan Min, TimeSpan Max, double RandomFactor)
{
    internal IBackoffReset? Reset { get; init; }

    internal OneForOneStrategy Strategy { get; init; } = new(SupervisorStrategy.DefaultDecider);

    internal object? ReplyWhileStopped { get; init; }

    internal Func<object, bool>? FinalStopMessage { get; init; }

    internal IBackoffReset ResetOrDefault => Reset ?? new AutoReset(Min);

    /// <exception cref="ArgumentException">Times or factor make no sense together.</exception>
    internal void Check()
    {
        ArgumentNullException.ThrowIfNull(ChildProps);
        if (Min <= TimeSpan.Zero)
            throw new ArgumentException($"minBackoff must be > 0, not {Min}.");
        if (Max < Min)
            throw new ArgumentException($"maxBackoff must be >= minBackoff, not {Max}.");
        if (RandomFactor is < 0.0 or > 1.0)
            throw new ArgumentException($"randomFactor must be between 0.0 and 1.0, not {RandomFactor}.");
        if (Reset is AutoReset { ResetBackoff: var after } && (after < Min || after > Max))
            throw new ArgumentException($"The reset time must lie between minBackoff and maxBackoff, not be {after}.");
    }
}
