namespace Akka.TestKit.Extensions;

/// <summary>Limits on tasks.</summary>
public static class TaskExtensions
{
    /// <summary>Waits at most <paramref name="timeout"/> and says whether the task ended in time; what it throws passes through.</summary>
    public static async Task<bool> AwaitWithTimeout(this Task parentTask, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var first = await Task.WhenAny(parentTask, Task.Delay(timeout, timer.Token));
        await timer.CancelAsync();
        if (first != parentTask)
        {
            return false;
        }

        await parentTask;
        return true;
    }

    /// <summary>The value of the task.</summary>
    /// <exception cref="TimeoutException">It did not end in time.</exception>
    public static async Task<T> WithTimeout<T>(this Task<T> parentTask, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        await ShouldEnd(parentTask, timeout, string.Empty, [], cancellationToken);
        return await parentTask;
    }

    /// <summary>Awaits the task.</summary>
    /// <exception cref="TimeoutException">It did not end in time; the message contains <paramref name="because"/>, formatted.</exception>
    public static Task ShouldCompleteWithin(this Task task, TimeSpan timeout, string because = "", params object[] becauseArgs) =>
        ShouldEnd(task, timeout, because, becauseArgs, default);

    /// <summary>Awaits the value of the task.</summary>
    /// <exception cref="TimeoutException">It did not end in time; the message contains <paramref name="because"/>, formatted.</exception>
    public static async Task<T> ShouldCompleteWithin<T>(this Task<T> task, TimeSpan timeout, string because = "", params object[] becauseArgs)
    {
        await ShouldEnd(task, timeout, because, becauseArgs, default);
        return await task;
    }

    /// <summary>Awaits the value of the task, which must equal <paramref name="expected"/>.</summary>
    /// <exception cref="TimeoutException">It did not end in time.</exception>
    /// <exception cref="InvalidOperationException">It ended with another value.</exception>
    public static async Task ShouldCompleteWithin<T>(this Task<T> task, T expected, TimeSpan timeout, string because = "", params object[] becauseArgs)
    {
        var actual = await ShouldCompleteWithin(task, timeout, because, becauseArgs);
        if (!Equals(actual, expected))
        {
            throw new InvalidOperationException($"Expected {expected}, but the task ended with {actual}.{Because(because, becauseArgs)}");
        }
    }

    /// <summary>Awaits the task, which must fail with <typeparamref name="T"/>, and returns that.</summary>
    /// <exception cref="TimeoutException">It did not end in time.</exception>
    /// <exception cref="InvalidOperationException">It ended otherwise.</exception>
    public static async Task<T> ShouldThrowWithin<T>(this Task task, TimeSpan timeout, string because = "", params object[] becauseArgs)
        where T : Exception
    {
        Exception? thrown = null;
        try
        {
            await ShouldEnd(task, timeout, because, becauseArgs, default);
        }
        catch (T expected) when (task.IsCompleted)
        {
            return expected;
        }
        catch (Exception other) when (task.IsCompleted)
        {
            thrown = other;
        }

        throw new InvalidOperationException(
            $"Expected {typeof(T)}, but the task {(thrown is null ? "did not fail" : $"failed with {thrown.GetType()}")}.{Because(because, becauseArgs)}",
            thrown);
    }

    /// <summary>Awaits the task, which must fail with an exception of the type and message of <paramref name="expected"/>.</summary>
    public static async Task ShouldThrowWithin<T>(this Task task, T expected, TimeSpan timeout, string because = "", params object[] becauseArgs)
        where T : Exception
    {
        var actual = await ShouldThrowWithin<T>(task, timeout, because, becauseArgs);
        if (actual.Message != expected.Message)
        {
            throw new InvalidOperationException($"Expected the message \"{expected.Message}\", but it was \"{actual.Message}\".", actual);
        }
    }

    private static async Task ShouldEnd(Task task, TimeSpan timeout, string because, object[] args, CancellationToken cancellationToken)
    {
        if (!await task.AwaitWithTimeout(timeout, cancellationToken))
        {
            throw new TimeoutException($"The task did not end within {timeout}.{Because(because, args)}");
        }
    }

    private static string Because(string because, object[] args) =>
        because.Length == 0 ? string.Empty : " " + (args.Length == 0 ? because : string.Format(because, args));
}
