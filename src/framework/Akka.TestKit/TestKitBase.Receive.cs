namespace Akka.TestKit;

using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Akka.TestKit.Internal;

public abstract partial class TestKitBase
{
    /// <summary>Takes one message; null when none comes in time.</summary>
    /// <param name="max">Not dilated. Null: the remaining time of a <c>Within</c>, or the default. Infinite waits forever; zero or less looks once.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public object? ReceiveOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        TryReceiveOne(out var envelope, max, cancellationToken) ? envelope.Message : null;

    /// <inheritdoc cref="ReceiveOne"/>
    public async ValueTask<object?> ReceiveOneAsync(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        await Next(true, max, cancellationToken) is { } envelope ? envelope.Message : null;

    /// <summary>Takes one message with its sender; false when none comes in time. See <see cref="ReceiveOne"/> for the limit.</summary>
    public bool TryReceiveOne(out MessageEnvelope envelope, TimeSpan? max = null, CancellationToken cancellationToken = default)
    {
        var next = Blocking.Result(Next(false, max, cancellationToken));
        envelope = next ?? NullMessageEnvelope.Instance;
        return next is not null;
    }

    /// <inheritdoc cref="TryReceiveOne"/>
    public async ValueTask<(bool success, MessageEnvelope envelope)> TryReceiveOneAsync(TimeSpan? max, CancellationToken cancellationToken = default)
    {
        var next = await Next(true, max, cancellationToken);
        return (next is not null, next ?? NullMessageEnvelope.Instance);
    }

    /// <summary>Looks at the next message and leaves it; null when none comes in time. See <see cref="ReceiveOne"/> for the limit.</summary>
    public object? PeekOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        TryPeekOne(out var envelope, max, cancellationToken) ? envelope.Message : null;

    /// <summary>Looks at the next message, however long it takes, and leaves it.</summary>
    public object? PeekOne(CancellationToken cancellationToken) => PeekOne(Timeout.InfiniteTimeSpan, cancellationToken);

    /// <inheritdoc cref="PeekOne(TimeSpan?, CancellationToken)"/>
    public async ValueTask<object?> PeekOneAsync(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        (await _queue.Peek(true, max ?? RemainingOrDefault, cancellationToken))?.Message;

    /// <inheritdoc cref="PeekOne(CancellationToken)"/>
    public ValueTask<object?> PeekOneAsync(CancellationToken cancellationToken) => PeekOneAsync(Timeout.InfiniteTimeSpan, cancellationToken);

    /// <summary>Looks at the next message and its sender and leaves it; false when none comes in time.</summary>
    public bool TryPeekOne(out MessageEnvelope envelope, TimeSpan? max, CancellationToken cancellationToken)
    {
        var next = Blocking.Result(_queue.Peek(false, max ?? RemainingOrDefault, cancellationToken));
        envelope = next ?? NullMessageEnvelope.Instance;
        return next is not null;
    }

    /// <inheritdoc cref="TryPeekOne"/>
    public async ValueTask<(bool success, MessageEnvelope envelope)> TryPeekOneAsync(TimeSpan? max, CancellationToken cancellationToken)
    {
        var next = await _queue.Peek(true, max ?? RemainingOrDefault, cancellationToken);
        return (next is not null, next ?? NullMessageEnvelope.Instance);
    }

    /// <summary>Takes <paramref name="numberOfMessages"/> messages, which must come within the remaining or the default time.</summary>
    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, CancellationToken cancellationToken = default) =>
        Blocking.ToList(Several(false, numberOfMessages, RemainingOrDefault, cancellationToken));

    /// <summary>Takes <paramref name="numberOfMessages"/> messages, which must come within <paramref name="max"/>.</summary>
    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default) =>
        Blocking.ToList(Several(false, numberOfMessages, Dilated(max), cancellationToken));

    /// <inheritdoc cref="ReceiveN(int, CancellationToken)"/>
    public IAsyncEnumerable<object> ReceiveNAsync(int numberOfMessages, CancellationToken cancellationToken = default) =>
        Several(true, numberOfMessages, RemainingOrDefault, cancellationToken);

    /// <inheritdoc cref="ReceiveN(int, TimeSpan, CancellationToken)"/>
    public IAsyncEnumerable<object> ReceiveNAsync(int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default) =>
        Several(true, numberOfMessages, Dilated(max), cancellationToken);

    /// <summary>Skips messages until one of type <typeparamref name="T"/> comes that <paramref name="isMessage"/> accepts.</summary>
    public T FishForMessage<T>(Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessage(isMessage, null!, max, hint, cancellationToken);

    /// <summary>As the other, and puts the messages that were skipped into <paramref name="allMessages"/>.</summary>
    public T FishForMessage<T>(
        Predicate<T> isMessage,
        ArrayList allMessages,
        TimeSpan? max = null,
        string hint = "",
        CancellationToken cancellationToken = default) => Blocking.Result(Fish(false, isMessage, allMessages, max, hint, cancellationToken));

    /// <summary>Skips messages until one comes that <paramref name="isMessage"/> accepts.</summary>
    public object FishForMessage(Predicate<object> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessage<object>(isMessage, max, hint, cancellationToken);

    /// <inheritdoc cref="FishForMessage{T}(Predicate{T}, TimeSpan?, string, CancellationToken)"/>
    public ValueTask<T> FishForMessageAsync<T>(
        Predicate<T> isMessage,
        TimeSpan? max = null,
        string hint = "",
        CancellationToken cancellationToken = default) => Fish(true, isMessage, null, max, hint, cancellationToken);

    /// <inheritdoc cref="FishForMessage{T}(Predicate{T}, ArrayList, TimeSpan?, string, CancellationToken)"/>
    public ValueTask<T> FishForMessageAsync<T>(
        Predicate<T> isMessage,
        ArrayList allMessages,
        TimeSpan? max = null,
        string hint = "",
        CancellationToken cancellationToken = default) => Fish(true, isMessage, allMessages, max, hint, cancellationToken);

    /// <inheritdoc cref="FishForMessage(Predicate{object}, TimeSpan?, string, CancellationToken)"/>
    public ValueTask<object> FishForMessageAsync(
        Predicate<object> isMessage,
        TimeSpan? max = null,
        string hint = "",
        CancellationToken cancellationToken = default) => Fish(true, isMessage, null, max, hint, cancellationToken);

    /// <summary>Skips messages until one of type <typeparamref name="T"/> comes, and takes that too.</summary>
    public async Task FishUntilMessageAsync<T>(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        await Fish<T>(true, _ => true, null, max, string.Empty, cancellationToken);

    /// <summary>Takes messages until none comes for <paramref name="max"/>, and returns them.</summary>
    /// <param name="max">The silence to wait for; the default of a single expectation when null.</param>
    /// <param name="maxMessages">More messages than this fail the test.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<ArrayList> WaitForRadioSilenceAsync(
        TimeSpan? max = null,
        uint? maxMessages = null,
        CancellationToken cancellationToken = default)
    {
        var silence = RemainingOrDilated(max);
        var heard = new ArrayList();
        while (await Next(true, silence, cancellationToken) is { } envelope)
        {
            heard.Add(envelope.Message);
            if (heard.Count > maxMessages)
            {
                Fail($"{heard.Count} messages came, at most {maxMessages} were expected before a silence of {silence}: {Quote(heard.Cast<object>())}");
            }
        }

        return heard;
    }

    private async ValueTask<T> Fish<T>(bool async, Predicate<T> wanted, ArrayList? skipped, TimeSpan? max, string? hint, CancellationToken token)
    {
        var limit = RemainingOrDilated(max);
        var (start, deadline) = (Now, Durations.Deadline(limit));
        var seen = new List<object>();
        while (await Next(async, Durations.Until(deadline), token) is { } envelope)
        {
            if (envelope.Message is T message && wanted(message))
            {
                return message;
            }

            seen.Add(envelope.Message);
            skipped?.Add(envelope.Message);
        }

        return Fail<T>($"Timeout ({limit}) during FishForMessage for a {typeof(T)}{Hint(hint)}. After {Now - start} these had come: {Quote(seen)}");
    }

    private async IAsyncEnumerable<object> Several(
        bool async,
        int count,
        TimeSpan limit,
        CancellationToken token,
        [EnumeratorCancellation] CancellationToken enumeration = default)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(token, enumeration);
        var (start, deadline) = (Now, Durations.Deadline(limit));
        var seen = new List<object>();
        while (seen.Count < count)
        {
            if (await Next(async, Durations.Until(deadline), either.Token) is not { } envelope)
            {
                Fail($"Timeout ({limit}) while expecting {count} messages. Only got {seen.Count} after {Now - start}: {Quote(seen)}");
                yield break;
            }

            seen.Add(envelope.Message);
            yield return envelope.Message;
        }
    }

    private async ValueTask<MessageEnvelope?> Next(bool async, TimeSpan? max, CancellationToken cancellationToken)
    {
        var envelope = await _queue.Take(async, max ?? RemainingOrDefault, cancellationToken);
        _lastWasNoMsg = false;
        _last = envelope ?? NullMessageEnvelope.Instance;
        return envelope;
    }

    [DoesNotReturn]
    private void Fail(string message)
    {
        _assertions.Fail("{0}", message);
        throw new InvalidOperationException(message);
    }

    [DoesNotReturn]
    private T Fail<T>(string message)
    {
        Fail(message);
        return default;
    }

    private static string Hint(string? hint) => string.IsNullOrEmpty(hint) ? string.Empty : $" ({hint})";

    private static string Quote(IEnumerable<object> messages) => $"[{string.Join(", ", messages)}]";
}
