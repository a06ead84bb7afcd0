namespace Akka.TestKit;

using Akka.TestKit.Internal;

public abstract partial class TestKitBase
{
    /// <summary>What is left of the innermost <c>Within</c>.</summary>
    /// <exception cref="InvalidOperationException">No <c>Within</c> surrounds the call.</exception>
    public TimeSpan Remaining => _end is { } end
        ? end - Now
        : throw new InvalidOperationException("Remaining may not be called outside of \"within\".");

    /// <summary>What is left of the innermost <c>Within</c>; without one, the dilated default of a single expectation.</summary>
    public TimeSpan RemainingOrDefault => RemainingOr(Dilated(_settings.SingleExpectDefault));

    /// <summary><paramref name="time"/> multiplied by <c>akka.test.timefactor</c>; infinite stays infinite.</summary>
    public TimeSpan Dilated(TimeSpan time) =>
        Durations.IsInfinite(time) || time == TimeSpan.MaxValue ? time : TimeSpan.FromTicks((long)Math.Round(time.Ticks * _settings.TestTimeFactor));

    /// <summary><paramref name="duration"/> dilated; when null, <see cref="RemainingOrDefault"/>.</summary>
    /// <exception cref="ArgumentException">The duration is infinite.</exception>
    public TimeSpan RemainingOrDilated(TimeSpan? duration) => duration switch
    {
        null => RemainingOrDefault,
        { } infinite when Durations.IsInfinite(infinite) => throw new ArgumentException("A limit can't be infinite here.", nameof(duration)),
        { } finite => Dilated(finite),
    };

    /// <summary><paramref name="timeout"/> dilated; when null, the dilated <c>akka.test.default-timeout</c>.</summary>
    public TimeSpan GetTimeoutOrDefault(TimeSpan? timeout) => Dilated(timeout ?? _settings.DefaultTimeout);

    /// <summary>What is left of the innermost <c>Within</c>; without one, <paramref name="duration"/>.</summary>
    protected TimeSpan RemainingOr(TimeSpan duration) => _end is { } end ? end - Now : duration;
}
