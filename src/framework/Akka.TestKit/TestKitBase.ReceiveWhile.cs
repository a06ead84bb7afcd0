namespace Akka.TestKit;

using System.Runtime.CompilerServices;
using Akka.TestKit.Internal;

public abstract partial class TestKitBase
{
    /// <summary>Takes messages as long as <paramref name="filter"/> turns them into something; the first that it turns into null stays in the queue.</summary>
    /// <param name="max">The longest time in all; the remaining or the default time when null.</param>
    /// <param name="filter">Turns a message into a result, or into null to end.</param>
    /// <param name="msgs">The most messages to take.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public IReadOnlyList<T> ReceiveWhile<T>(TimeSpan? max, Func<object, T?> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default)
        where T : class => ReceiveWhile(filter, max, Timeout.InfiniteTimeSpan, msgs, cancellationToken);

    /// <summary>As the others; <paramref name="idle"/> is the longest time between two messages.</summary>
    public IReadOnlyList<T> ReceiveWhile<T>(
        TimeSpan? max,
        TimeSpan? idle,
        Func<object, T?> filter,
        int msgs = int.MaxValue,
        CancellationToken cancellationToken = default)
        where T : class => ReceiveWhile(filter, max, idle, msgs, cancellationToken);

    /// <summary>As the others; <paramref name="idle"/> is the longest time between two messages.</summary>
    public IReadOnlyList<T> ReceiveWhile<T>(
        Func<object, T?> filter,
        TimeSpan? max = null,
        TimeSpan? idle = null,
        int msgs = int.MaxValue,
        CancellationToken cancellationToken = default)
        where T : class => Blocking.ToList(While(false, Mapped(filter), max, idle, msgs, cancellationToken));

    /// <summary>Takes messages of type <typeparamref name="T"/> as long as <paramref name="shouldContinue"/> accepts them.</summary>
    /// <param name="shouldContinue">Says whether to go on; the message that ends it stays in the queue.</param>
    /// <param name="max">The longest time in all; the remaining or the default time when null.</param>
    /// <param name="idle">The longest time between two messages; unbounded when null.</param>
    /// <param name="msgs">The most messages to take.</param>
    /// <param name="shouldIgnoreOtherMessageTypes">Whether messages of other types are dropped (true) or end it (false).</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public IReadOnlyList<T> ReceiveWhile<T>(
        Predicate<T> shouldContinue,
        TimeSpan? max = null,
        TimeSpan? idle = null,
        int msgs = int.MaxValue,
        bool shouldIgnoreOtherMessageTypes = true,
        CancellationToken cancellationToken = default)
        where T : class =>
        Blocking.ToList(While(false, Typed(shouldContinue, shouldIgnoreOtherMessageTypes), max, idle, msgs, cancellationToken));

    /// <inheritdoc cref="ReceiveWhile{T}(TimeSpan?, Func{object, T}, int, CancellationToken)"/>
    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        TimeSpan? max,
        Func<object, T?> filter,
        int msgs = int.MaxValue,
        CancellationToken cancellationToken = default)
        where T : class => While(true, Mapped(filter), max, Timeout.InfiniteTimeSpan, msgs, cancellationToken);

    /// <inheritdoc cref="ReceiveWhile{T}(TimeSpan?, TimeSpan?, Func{object, T}, int, CancellationToken)"/>
    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        TimeSpan? max,
        TimeSpan? idle,
        Func<object, T?> filter,
        int msgs = int.MaxValue,
        CancellationToken cancellationToken = default)
        where T : class => While(true, Mapped(filter), max, idle, msgs, cancellationToken);

    /// <inheritdoc cref="ReceiveWhile{T}(Func{object, T}, TimeSpan?, TimeSpan?, int, CancellationToken)"/>
    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        Func<object, T?> filter,
        TimeSpan? max = null,
        TimeSpan? idle = null,
        int msgs = int.MaxValue,
        CancellationToken cancellationToken = default)
        where T : class => While(true, Mapped(filter), max, idle, msgs, cancellationToken);

    /// <inheritdoc cref="ReceiveWhile{T}(Predicate{T}, TimeSpan?, TimeSpan?, int, bool, CancellationToken)"/>
    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        Predicate<T> shouldContinue,
        TimeSpan? max = null,
        TimeSpan? idle = null,
        int msgs = int.MaxValue,
        bool shouldIgnoreOtherMessageTypes = true,
        CancellationToken cancellationToken = default)
        where T : class => While(true, Typed(shouldContinue, shouldIgnoreOtherMessageTypes), max, idle, msgs, cancellationToken);

    private static Func<object, (Verdict, T?)> Mapped<T>(Func<object, T?> filter)
        where T : class => message => filter(message) is { } value ? (Verdict.Take, value) : (Verdict.Stop, null);

    private static Func<object, (Verdict, T?)> Typed<T>(Predicate<T> shouldContinue, bool skipOthers)
        where T : class => message => message is not T typed
        ? (skipOthers ? Verdict.Skip : Verdict.Stop, null)
        : shouldContinue(typed) ? (Verdict.Take, typed) : (Verdict.Stop, null);

    private async IAsyncEnumerable<T> While<T>(
        bool async,
        Func<object, (Verdict Verdict, T? Value)> judge,
        TimeSpan? max,
        TimeSpan? idle,
        int msgs,
        CancellationToken token,
        [EnumeratorCancellation] CancellationToken enumeration = default)
        where T : class
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(token, enumeration);
        var deadline = Durations.Deadline(RemainingOrDilated(max));
        for (var count = 0; count < msgs;)
        {
            var wait = Durations.Min(Durations.Until(deadline), idle ?? Timeout.InfiniteTimeSpan);
            if (await _queue.Peek(async, wait, either.Token) is not { } next)
            {
                _last = NullMessageEnvelope.Instance;
                break;
            }

            var (verdict, value) = judge(next.Message);
            if (verdict is Verdict.Stop)
            {
                break;
            }

            await Next(async, TimeSpan.Zero, either.Token);
            if (verdict is Verdict.Take)
            {
                count++;
                yield return value!;
            }
        }

        // Silence is one of the proper ends here, so a surrounding block is not late because of it.
        _lastWasNoMsg = true;
    }

    private enum Verdict
    {
        Take,
        Skip,
        Stop,
    }
}
