namespace Akka.P2P.Testing;

/// <summary>Bounds on waits for things that end by themselves: they matter only when a test fails.</summary>
public static class Patience
{
    /// <summary>How long a test waits for an event before it gives up: 10 s.</summary>
    public static TimeSpan Default { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Awaits <paramref name="task"/>, at most <paramref name="limit"/> (10 s when not said).</summary>
    /// <exception cref="TimeoutException">It took longer; the message says what was awaited.</exception>
    public static async Task<T> Within<T>(this Task<T> task, string what, TimeSpan? limit = null)
    {
        await Within((Task)task, what, limit);
        return await task;
    }

    /// <inheritdoc cref="Within{T}(Task{T}, string, TimeSpan?)"/>
    public static async Task Within(this Task task, string what, TimeSpan? limit = null)
    {
        ArgumentNullException.ThrowIfNull(task);
        var patience = limit ?? Default;
        using var timer = new CancellationTokenSource();
        var first = await Task.WhenAny(task, Task.Delay(patience, timer.Token));
        await timer.CancelAsync();
        if (first != task)
        {
            throw new TimeoutException($"Waited {patience.TotalSeconds:0.###} s for {what}.");
        }

        await task;
    }
}
