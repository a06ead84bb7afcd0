namespace Akka.Pattern;

using Akka.Actor;

/// <summary>Tasks that begin later.</summary>
public static class FutureTimeoutSupport
{
    /// <summary>Starts the task after <paramref name="duration"/> of the scheduler's time, and ends as it does.</summary>
    public static Task<T> After<T>(TimeSpan duration, IScheduler scheduler, Func<Task<T>> value)
    {
        ArgumentNullException.ThrowIfNull(scheduler);
        ArgumentNullException.ThrowIfNull(value);
        if (duration <= TimeSpan.Zero)
            return Guarded(value);
        var begin = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        scheduler.Advanced.ScheduleOnce(duration, begin.SetResult);
        return Later(begin.Task, value);
    }

    private static async Task<T> Later<T>(Task begin, Func<Task<T>> value)
    {
        await begin.ConfigureAwait(false);
        return await value().ConfigureAwait(false);
    }

    private static async Task<T> Guarded<T>(Func<Task<T>> value) => await value().ConfigureAwait(false);
}
