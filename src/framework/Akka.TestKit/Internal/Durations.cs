namespace Akka.TestKit.Internal;

using System.Diagnostics;

/// <summary>Limits as the TestKit reads them: infinite is -1 ms, as everywhere in .NET.</summary>
internal static class Durations
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(int.MaxValue - 1);

    /// <summary>The time of a monotonic clock.</summary>
    public static TimeSpan Now => Stopwatch.GetElapsedTime(0);

    public static bool IsInfinite(TimeSpan limit) => limit == Timeout.InfiniteTimeSpan;

    /// <summary>The shorter of two limits of which either may be infinite.</summary>
    public static TimeSpan Min(TimeSpan a, TimeSpan b) => IsInfinite(a) ? b : IsInfinite(b) ? a : a < b ? a : b;

    /// <summary>A limit that the platform's waits accept: negative ones are zero, and infinite stays infinite.</summary>
    public static TimeSpan ForWait(TimeSpan limit) =>
        IsInfinite(limit) ? limit : limit < TimeSpan.Zero ? TimeSpan.Zero : limit > Longest ? Longest : limit;

    /// <summary>What is left until <paramref name="deadline"/>, never below zero (and so never mistaken for infinite).</summary>
    public static TimeSpan Until(TimeSpan? deadline) =>
        deadline is not { } end ? Timeout.InfiniteTimeSpan : end > Now ? end - Now : TimeSpan.Zero;

    /// <summary>When <paramref name="limit"/> from now ends; null for never.</summary>
    public static TimeSpan? Deadline(TimeSpan limit) => IsInfinite(limit) ? null : limit >= TimeSpan.MaxValue - Now ? null : Now + limit;

    /// <summary>Blocks or awaits for a while.</summary>
    public static async ValueTask Pause(bool async, TimeSpan time, CancellationToken cancellationToken)
    {
        if (async)
        {
            await Task.Delay(ForWait(time), cancellationToken);
        }
        else
        {
            cancellationToken.WaitHandle.WaitOne(ForWait(time));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
