namespace Akka.Actor;

using Akka.Event;

/// <summary>What the scheduler sends for a timer. The cell unwraps it, or drops it if the timer has ended or was replaced since.</summary>
internal sealed class TimerMessage(TimerScheduler owner, object key, long generation, object message, bool repeats)
    : ITimerEnvelope, IDeadLetterSuppression
{
    internal TimerScheduler Owner { get; } = owner;

    internal object Key { get; } = key;

    internal long Generation { get; } = generation;

    internal object Message { get; } = message;

    internal bool Repeats { get; } = repeats;

    public override string ToString() => $"TimerMessage(key={Key}, generation={Generation}, message={Message})";
}
