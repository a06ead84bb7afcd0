namespace Akka.Pattern;

using Akka.Actor;
using Akka.Util;

/// <summary>Tries again what failed.</summary>
public static class RetrySupport
{
    /// <summary>Tries at once, up to <paramref name="attempts"/> times more; the last failure is the result.</summary>
    public static Task<T> Retry<T>(Func<Task<T>> attempt, int attempts) => Loop(attempt, attempts, _ => TimeSpan.Zero, null);

    /// <summary>Tries again after a wait that doubles from <paramref name="minBackoff"/> to <paramref name="maxBackoff"/>, with a part by chance (<paramref name="randomFactor"/> times the wait at most).</summary>
    public static Task<T> Retry<T>(Func<Task<T>> attempt, int attempts, TimeSpan minBackoff, TimeSpan maxBackoff, int randomFactor, IScheduler scheduler)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(minBackoff, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBackoff, minBackoff);
        ArgumentOutOfRangeException.ThrowIfNegative(randomFactor);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(randomFactor, 1);
        return Loop(attempt, attempts, n => Backoffs.Wait(n - 1, minBackoff, maxBackoff, randomFactor), scheduler);
    }

    /// <summary>Tries again after <paramref name="delay"/>.</summary>
    public static Task<T> Retry<T>(Func<Task<T>> attempt, int attempts, TimeSpan delay, IScheduler scheduler) =>
        Loop(attempt, attempts, _ => delay, scheduler);

    /// <summary>Tries again after what <paramref name="delayFunction"/> says for the number of attempts made (1, 2 …); none means at once.</summary>
    public static Task<T> Retry<T>(Func<Task<T>> attempt, int attempts, Func<int, Option<TimeSpan>> delayFunction, IScheduler scheduler) =>
        Loop(attempt, attempts, n => delayFunction(n).GetOrElse(TimeSpan.Zero), scheduler);

    private static async Task<T> Loop<T>(Func<Task<T>> attempt, int attempts, Func<int, TimeSpan> wait, IScheduler? scheduler)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        ArgumentOutOfRangeException.ThrowIfNegative(attempts);
        for (var made = 1; ; made++)
        {
            try
            {
                return await attempt().ConfigureAwait(false);
            }
            catch (Exception) when (made <= attempts)
            {
                if (scheduler is not null && wait(made) is var pause && pause > TimeSpan.Zero)
                    await FutureTimeoutSupport.After(pause, scheduler, () => Task.FromResult(Done.Instance)).ConfigureAwait(false);
            }
        }
    }
}
