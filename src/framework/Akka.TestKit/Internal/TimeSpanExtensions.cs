namespace Akka.TestKit.Internal;

/// <summary>Questions about times: negative ones are endless, <see cref="Timeout.InfiniteTimeSpan"/> is the usual one of them.</summary>
public static class TimeSpanExtensions
{
    /// <summary>Whether there is no time at all.</summary>
    public static bool IsUndefined(this TimeSpan? timeSpan) => !timeSpan.HasValue;

    /// <summary>Whether it is zero.</summary>
    public static bool IsZero(this TimeSpan timeSpan) => timeSpan == TimeSpan.Zero;

    /// <summary>Whether it is there and zero.</summary>
    public static bool IsZero(this TimeSpan? timeSpan) => timeSpan is { } time && IsZero(time);

    /// <summary>Whether it is above zero.</summary>
    public static bool IsPositiveFinite(this TimeSpan timeSpan) => timeSpan > TimeSpan.Zero;

    /// <summary>Whether it is there and above zero.</summary>
    public static bool IsPositiveFinite(this TimeSpan? timeSpan) => timeSpan is { } time && IsPositiveFinite(time);

    /// <summary>Whether it is below zero.</summary>
    public static bool IsInfinite(this TimeSpan timeSpan) => timeSpan < TimeSpan.Zero;

    /// <summary>Whether it is there and below zero.</summary>
    public static bool IsInfinite(this TimeSpan? timeSpan) => timeSpan is { } time && IsInfinite(time);

    /// <summary>Whether it is <see cref="Timeout.InfiniteTimeSpan"/>.</summary>
    public static bool IsInfiniteTimeout(this TimeSpan timeSpan) => timeSpan == Timeout.InfiniteTimeSpan;

    /// <summary>Whether it is there and <see cref="Timeout.InfiniteTimeSpan"/>.</summary>
    public static bool IsInfiniteTimeout(this TimeSpan? timeSpan) => timeSpan is { } time && IsInfiniteTimeout(time);

    /// <summary>The shorter of the two; an endless or a missing one is the longer.</summary>
    public static TimeSpan Min(this TimeSpan a, TimeSpan? b)
    {
        if (b is not { } other || IsInfinite(other))
        {
            return a;
        }

        return IsInfinite(a) || other < a ? other : a;
    }

    /// <summary>Refuses what is not above zero.</summary>
    /// <exception cref="ArgumentException">It is not.</exception>
    public static void EnsureIsPositiveFinite(this TimeSpan timeSpan, string parameterName)
    {
        if (!IsPositiveFinite(timeSpan))
        {
            throw new ArgumentException($"The timespan must be greater than zero and finite. Actual value: {timeSpan}", parameterName);
        }
    }
}
