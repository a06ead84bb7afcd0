namespace Akka.TestKit;

using Akka.Event;
using Akka.TestKit.Internal;

public abstract partial class TestKitBase
{
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs <paramref name="assertion"/> again and again until it throws nothing; what it throws last, at the end of the time, passes through.</summary>
    /// <param name="assertion">The assertion.</param>
    /// <param name="duration">The time for it; the remaining or the default time when null.</param>
    /// <param name="interval">The pause between attempts; 100 ms when null. Not dilated.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public void AwaitAssert(Action assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        Blocking.Result(Assertion(false, () => Done(assertion), duration, interval, cancellationToken));

    /// <inheritdoc cref="AwaitAssert"/>
    public Task AwaitAssertAsync(Action assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        Assertion(true, () => Done(assertion), duration, interval, cancellationToken).AsTask();

    /// <inheritdoc cref="AwaitAssert"/>
    public Task AwaitAssertAsync(Func<Task> assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        Assertion(true, assertion, duration, interval, cancellationToken).AsTask();

    /// <summary>Waits until the condition holds, within the remaining or the default time.</summary>
    public void AwaitCondition(Func<bool> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, null, null, null, cancellationToken);

    /// <summary>Waits until the condition holds, within <paramref name="max"/>.</summary>
    public void AwaitCondition(Func<bool> conditionIsFulfilled, TimeSpan? max, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, max, null, null, cancellationToken);

    /// <summary>Waits until the condition holds, within <paramref name="max"/>; <paramref name="message"/> stands in the failure.</summary>
    public void AwaitCondition(Func<bool> conditionIsFulfilled, TimeSpan? max, string message, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, max, null, message, cancellationToken);

    /// <summary>Waits until the condition holds, within <paramref name="max"/>, looking every <paramref name="interval"/> (100 ms when null).</summary>
    public void AwaitCondition(
        Func<bool> conditionIsFulfilled,
        TimeSpan? max,
        TimeSpan? interval,
        string? message = null,
        CancellationToken cancellationToken = default) =>
        Blocking.Result(Condition(false, Once(conditionIsFulfilled), RemainingOrDilated(max), interval, Failing(message), null, cancellationToken));

    /// <inheritdoc cref="AwaitCondition(Func{bool}, CancellationToken)"/>
    public Task AwaitConditionAsync(Func<bool> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(Once(conditionIsFulfilled), null, null, null, cancellationToken);

    /// <inheritdoc cref="AwaitCondition(Func{bool}, TimeSpan?, string, CancellationToken)"/>
    public Task AwaitConditionAsync(Func<bool> conditionIsFulfilled, TimeSpan? max, string message, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(Once(conditionIsFulfilled), max, null, message, cancellationToken);

    /// <inheritdoc cref="AwaitCondition(Func{bool}, TimeSpan?, TimeSpan?, string, CancellationToken)"/>
    public Task AwaitConditionAsync(
        Func<bool> conditionIsFulfilled,
        TimeSpan? max,
        TimeSpan? interval,
        string? message = null,
        CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(Once(conditionIsFulfilled), max, interval, message, cancellationToken);

    /// <inheritdoc cref="AwaitCondition(Func{bool}, CancellationToken)"/>
    public Task AwaitConditionAsync(Func<Task<bool>> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, null, null, null, cancellationToken);

    /// <inheritdoc cref="AwaitCondition(Func{bool}, TimeSpan?, CancellationToken)"/>
    public Task AwaitConditionAsync(Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, max, null, null, cancellationToken);

    /// <inheritdoc cref="AwaitCondition(Func{bool}, TimeSpan?, string, CancellationToken)"/>
    public Task AwaitConditionAsync(Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, string message, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, max, null, message, cancellationToken);

    /// <inheritdoc cref="AwaitCondition(Func{bool}, TimeSpan?, TimeSpan?, string, CancellationToken)"/>
    public Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled,
        TimeSpan? max,
        TimeSpan? interval,
        string? message = null,
        CancellationToken cancellationToken = default) =>
        Condition(true, conditionIsFulfilled, RemainingOrDilated(max), interval, Failing(message), null, cancellationToken).AsTask();

    /// <summary>Waits until the condition holds, within <paramref name="max"/> (not dilated), and says whether it came to hold.</summary>
    public bool AwaitConditionNoThrow(
        Func<bool> conditionIsFulfilled,
        TimeSpan max,
        TimeSpan? interval = null,
        CancellationToken cancellationToken = default) =>
        Blocking.Result(Condition(false, Once(conditionIsFulfilled), max, interval, null, null, cancellationToken));

    /// <inheritdoc cref="AwaitConditionNoThrow"/>
    public Task<bool> AwaitConditionNoThrowAsync(
        Func<bool> conditionIsFulfilled,
        TimeSpan max,
        TimeSpan? interval = null,
        CancellationToken cancellationToken = default) =>
        Condition(true, Once(conditionIsFulfilled), max, interval, null, null, cancellationToken).AsTask();

    /// <inheritdoc cref="AwaitConditionNoThrow"/>
    public Task<bool> AwaitConditionNoThrowAsync(
        Func<Task<bool>> conditionIsFulfilled,
        TimeSpan max,
        TimeSpan? interval = null,
        CancellationToken cancellationToken = default) =>
        Condition(true, conditionIsFulfilled, max, interval, null, null, cancellationToken).AsTask();

    /// <summary>Waits until the condition holds and reports failure through <paramref name="fail"/>, when there is one.</summary>
    protected static bool InternalAwaitCondition(
        Func<bool> conditionIsFulfilled,
        TimeSpan max,
        TimeSpan? interval,
        Action<string, object[]> fail,
        CancellationToken cancellationToken = default) =>
        Blocking.Result(Condition(false, Once(conditionIsFulfilled), max, interval, fail, null, cancellationToken));

    /// <summary>As the other, and logs each attempt.</summary>
    protected static bool InternalAwaitCondition(
        Func<bool> conditionIsFulfilled,
        TimeSpan max,
        TimeSpan? interval,
        Action<string, object[]> fail,
        ILoggingAdapter logger,
        CancellationToken cancellationToken = default) =>
        Blocking.Result(Condition(false, Once(conditionIsFulfilled), max, interval, fail, logger, cancellationToken));

    /// <inheritdoc cref="InternalAwaitCondition(Func{bool}, TimeSpan, TimeSpan?, Action{string, object[]}, CancellationToken)"/>
    protected static Task<bool> InternalAwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled,
        TimeSpan max,
        TimeSpan? interval,
        Action<string, object[]> fail,
        CancellationToken cancellationToken = default) =>
        Condition(true, conditionIsFulfilled, max, interval, fail, null, cancellationToken).AsTask();

    /// <inheritdoc cref="InternalAwaitCondition(Func{bool}, TimeSpan, TimeSpan?, Action{string, object[]}, ILoggingAdapter, CancellationToken)"/>
    protected static Task<bool> InternalAwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled,
        TimeSpan max,
        TimeSpan? interval,
        Action<string, object[]> fail,
        ILoggingAdapter logger,
        CancellationToken cancellationToken = default) =>
        Condition(true, conditionIsFulfilled, max, interval, fail, logger, cancellationToken).AsTask();

    private static Func<Task<bool>> Once(Func<bool> condition) => () => Task.FromResult(condition());

    private static Task Done(Action action)
    {
        action();
        return Task.CompletedTask;
    }

    private static TimeSpan CheckedInterval(TimeSpan? interval) => interval switch
    {
        null => DefaultInterval,
        { } infinite when Durations.IsInfinite(infinite) => TimeSpan.MaxValue,
        { } finite when finite > TimeSpan.Zero => finite,
        { } other => throw new ArgumentException($"The interval must be positive, but is {other}.", nameof(interval)),
    };

    private static async ValueTask<bool> Condition(
        bool async,
        Func<Task<bool>> condition,
        TimeSpan max,
        TimeSpan? interval,
        Action<string, object[]>? fail,
        ILoggingAdapter? logger,
        CancellationToken token)
    {
        if (max < TimeSpan.Zero && !Durations.IsInfinite(max))
        {
            max = TimeSpan.Zero;
        }

        var pause = CheckedInterval(interval);
        var (start, deadline) = (Now, Durations.Deadline(max));
        for (var attempt = 1; ; attempt++)
        {
            token.ThrowIfCancellationRequested();
            if (await condition())
            {
                return true;
            }

            logger?.Debug("The condition does not hold yet, after {0} attempts and {1}", attempt, Now - start);
            var left = Durations.Until(deadline);
            if (left == TimeSpan.Zero)
            {
                fail?.Invoke("AwaitCondition failed, timeout [{0}] is over after {1} attempts and {2}", [max, attempt, Now - start]);
                return false;
            }

            await Durations.Pause(async, Durations.Min(left, pause), token);
        }
    }

    private Action<string, object[]> Failing(string? message) =>
        (format, args) => Fail(string.Format(format, args) + (message is null ? string.Empty : $": {message}"));

    private async ValueTask Assertion(bool async, Func<Task> assertion, TimeSpan? duration, TimeSpan? interval, CancellationToken token)
    {
        var pause = CheckedInterval(interval);
        var deadline = Durations.Deadline(RemainingOrDilated(duration));
        while (true)
        {
            token.ThrowIfCancellationRequested();
            try
            {
                await assertion();
                return;
            }
            catch (Exception) when (Durations.Until(deadline) > TimeSpan.Zero)
            {
                // There is time for another attempt.
            }

            await Durations.Pause(async, Durations.Min(Durations.Until(deadline), pause), token);
        }
    }
}
