namespace Akka.TestKit;

using Akka.TestKit.Internal;

public abstract partial class TestKitBase
{
    /// <summary>Runs <paramref name="action"/>, which must end within <paramref name="max"/>; expectations in it share that time.</summary>
    public void Within(TimeSpan max, Action action, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, action, null, epsilonValue, cancellationToken);

    /// <summary>Runs <paramref name="action"/>, which must take at least <paramref name="min"/> and at most <paramref name="max"/>.</summary>
    public void Within(
        TimeSpan min,
        TimeSpan max,
        Action action,
        string? hint = null,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default) => Within<object?>(
            min,
            max,
            () =>
            {
                action();
                return null;
            },
            hint,
            epsilonValue,
            cancellationToken);

    /// <summary>Runs <paramref name="function"/>, which must end within <paramref name="max"/>, and returns its value.</summary>
    public T Within<T>(TimeSpan max, Func<T> function, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

    /// <summary>Runs <paramref name="function"/>, which must take at least <paramref name="min"/> and at most <paramref name="max"/>.</summary>
    public T Within<T>(
        TimeSpan min,
        TimeSpan max,
        Func<T> function,
        string? hint = null,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default)
    {
        var block = Enter(min, max, hint, epsilonValue, cancellationToken);
        T value;
        try
        {
            value = function();
        }
        finally
        {
            _end = block.OuterEnd;
        }

        Check(block);
        return value;
    }

    /// <inheritdoc cref="Within(TimeSpan, Action, TimeSpan?, CancellationToken)"/>
    public Task WithinAsync(TimeSpan max, Func<Task> actionAsync, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(TimeSpan.Zero, max, actionAsync, null, epsilonValue, cancellationToken);

    /// <inheritdoc cref="Within(TimeSpan, TimeSpan, Action, string, TimeSpan?, CancellationToken)"/>
    public Task WithinAsync(
        TimeSpan min,
        TimeSpan max,
        Func<Task> actionAsync,
        string? hint = null,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default) => WithinAsync<object?>(
            min,
            max,
            async () =>
            {
                await actionAsync();
                return null;
            },
            hint,
            epsilonValue,
            cancellationToken);

    /// <inheritdoc cref="Within{T}(TimeSpan, Func{T}, TimeSpan?, CancellationToken)"/>
    public Task<T> WithinAsync<T>(
        TimeSpan max,
        Func<Task<T>> function,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default) =>
        WithinAsync(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

    /// <inheritdoc cref="Within{T}(TimeSpan, TimeSpan, Func{T}, string, TimeSpan?, CancellationToken)"/>
    public async Task<T> WithinAsync<T>(
        TimeSpan min,
        TimeSpan max,
        Func<Task<T>> function,
        string? hint = null,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default)
    {
        var block = Enter(min, max, hint, epsilonValue, cancellationToken);
        T value;
        try
        {
            value = await function().WaitAsync(cancellationToken);
        }
        finally
        {
            _end = block.OuterEnd;
        }

        Check(block);
        return value;
    }

    private Block Enter(TimeSpan min, TimeSpan max, string? hint, TimeSpan? epsilon, CancellationToken cancellationToken)
    {
        if (max < TimeSpan.Zero)
        {
            throw new ArgumentException($"The longest time of a block must be finite and not negative, but is {max}.", nameof(max));
        }

        cancellationToken.ThrowIfCancellationRequested();
        var start = Now;
        var left = _end is { } end ? end - start : Timeout.InfiniteTimeSpan;
        _assertions.AssertTrue(Durations.IsInfinite(left) || left >= min, "Required min time {0} not possible, only {1} left. {2}", min, left, hint ?? string.Empty);
        var limit = Durations.IsInfinite(left) ? Dilated(max) : Durations.Min(Dilated(max), left);
        var block = new Block(_end, start, min, limit, hint, epsilon ?? TimeSpan.Zero);
        _end = start + limit;
        _lastWasNoMsg = false;
        return block;
    }

    private void Check(Block block)
    {
        var took = Now - block.Start;
        var hint = block.Hint is null ? string.Empty : $" {block.Hint}";
        if (took < block.Min)
        {
            Fail($"Failed: Block took {took}, should have at least been {block.Min}.{hint}");
        }

        // A block that ends by waiting its time out in silence is late by construction.
        if (!_lastWasNoMsg && took > block.Limit + block.Epsilon)
        {
            Fail($"Failed: Block took {took}, exceeding {block.Limit}.{hint}");
        }
    }

    private readonly record struct Block(TimeSpan? OuterEnd, TimeSpan Start, TimeSpan Min, TimeSpan Limit, string? Hint, TimeSpan Epsilon);
}
