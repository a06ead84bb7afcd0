namespace Akka.TestKit;

using System.Runtime.CompilerServices;
using Akka.TestKit.Internal;

public abstract partial class TestKitBase
{
    /// <summary>Takes as many messages as there are values; they must be these values, in any order.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(params T[] messages) => Blocking.ToList(AllOf(false, RemainingOrDefault, messages, default));

    /// <summary>As the others, within <paramref name="max"/>.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(TimeSpan max, params T[] messages) => Blocking.ToList(AllOf(false, Limit(max), messages, default));

    /// <summary>Takes as many messages as there are values; they must be these values, in any order.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        Blocking.ToList(AllOf(false, RemainingOrDefault, messages, cancellationToken));

    /// <summary>As the others, within <paramref name="max"/>.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(TimeSpan max, IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        Blocking.ToList(AllOf(false, Limit(max), messages, cancellationToken));

    /// <inheritdoc cref="ExpectMsgAllOf{T}(IReadOnlyCollection{T}, CancellationToken)"/>
    public IAsyncEnumerable<T> ExpectMsgAllOfAsync<T>(IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        AllOf(true, RemainingOrDefault, messages, cancellationToken);

    /// <inheritdoc cref="ExpectMsgAllOf{T}(TimeSpan, IReadOnlyCollection{T}, CancellationToken)"/>
    public IAsyncEnumerable<T> ExpectMsgAllOfAsync<T>(TimeSpan max, IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        AllOf(true, Limit(max), messages, cancellationToken);

    /// <summary>Takes as many messages as there are predicates; each must find its message, in any order.</summary>
    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(params PredicateInfo[] predicates) =>
        Blocking.ToList(Matching(false, RemainingOrDefault, predicates, default));

    /// <summary>As the others, within <paramref name="max"/>.</summary>
    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(TimeSpan max, params PredicateInfo[] predicates) =>
        Blocking.ToList(Matching(false, Limit(max), predicates, default));

    /// <summary>Takes as many messages as there are predicates; each must find its message, in any order.</summary>
    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(
        IReadOnlyCollection<PredicateInfo> predicates,
        CancellationToken cancellationToken) => Blocking.ToList(Matching(false, RemainingOrDefault, predicates, cancellationToken));

    /// <summary>As the others, within <paramref name="max"/>.</summary>
    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(
        TimeSpan max,
        IReadOnlyCollection<PredicateInfo> predicates,
        CancellationToken cancellationToken) => Blocking.ToList(Matching(false, Limit(max), predicates, cancellationToken));

    /// <inheritdoc cref="ExpectMsgAllOfMatchingPredicates(IReadOnlyCollection{PredicateInfo}, CancellationToken)"/>
    public IAsyncEnumerable<object> ExpectMsgAllOfMatchingPredicatesAsync(
        IReadOnlyCollection<PredicateInfo> predicates,
        CancellationToken cancellationToken = default) => Matching(true, RemainingOrDefault, predicates, cancellationToken);

    /// <inheritdoc cref="ExpectMsgAllOfMatchingPredicates(TimeSpan, IReadOnlyCollection{PredicateInfo}, CancellationToken)"/>
    public IAsyncEnumerable<object> ExpectMsgAllOfMatchingPredicatesAsync(
        TimeSpan max,
        IReadOnlyCollection<PredicateInfo> predicates,
        CancellationToken cancellationToken = default) => Matching(true, Limit(max), predicates, cancellationToken);

    /// <summary>Takes the next message, which must be one of <paramref name="messages"/>.</summary>
    public T ExpectMsgAnyOf<T>(IEnumerable<T> messages, CancellationToken cancellationToken = default) =>
        Blocking.Result(AnyOf(false, messages, cancellationToken));

    /// <inheritdoc cref="ExpectMsgAnyOf"/>
    public ValueTask<T> ExpectMsgAnyOfAsync<T>(IEnumerable<T> messages, CancellationToken cancellationToken = default) =>
        AnyOf(true, messages, cancellationToken);

    private async IAsyncEnumerable<T> AllOf<T>(
        bool async,
        TimeSpan limit,
        IReadOnlyCollection<T> expected,
        CancellationToken token,
        [EnumeratorCancellation] CancellationToken enumeration = default)
    {
        var start = Now;
        var got = await Blocking.Collect(Several(async, expected.Count, limit, token, enumeration));
        var missing = expected.Where(e => !got.Exists(g => Equals(g, e))).Cast<object>().ToList();
        var extra = got.FindAll(g => !expected.Any(e => Equals(g, e)));
        if (missing.Count > 0 || extra.Count > 0)
        {
            Fail($"Failed: After {Now - start} not found: {Quote(missing)}, found and not expected: {Quote(extra)}");
        }

        foreach (var message in got)
        {
            yield return (T)message;
        }
    }

    private async IAsyncEnumerable<object> Matching(
        bool async,
        TimeSpan limit,
        IReadOnlyCollection<PredicateInfo> predicates,
        CancellationToken token,
        [EnumeratorCancellation] CancellationToken enumeration = default)
    {
        var start = Now;
        var got = await Blocking.Collect(Several(async, predicates.Count, limit, token, enumeration));
        var missing = predicates.Where(p => !got.Exists(p.Accepts)).Cast<object>().ToList();
        var extra = got.FindAll(g => !predicates.Any(p => p.Accepts(g)));
        if (missing.Count > 0 || extra.Count > 0)
        {
            Fail($"Failed: After {Now - start} without a message: {Quote(missing)}, found and not expected: {Quote(extra)}");
        }

        foreach (var message in got)
        {
            yield return message;
        }
    }

    private async ValueTask<T> AnyOf<T>(bool async, IEnumerable<T> messages, CancellationToken token)
    {
        var wanted = messages.ToList();
        var limit = RemainingOrDefault;
        var start = Now;
        if (await Next(async, limit, token) is not { } envelope)
        {
            return Fail<T>($"Failed: Timeout {limit} while waiting for any of {Quote(wanted.Cast<object>())}");
        }

        return envelope.Message is T message && wanted.Contains(message)
            ? message
            : Fail<T>($"Failed: Expected any of {Quote(wanted.Cast<object>())}, but received {{{envelope.Message}}} " +
                      $"(type {envelope.Message.GetType()}) from {Name(envelope.Sender)} after {Now - start}");
    }

    private TimeSpan Limit(TimeSpan max) => RemainingOrDilated(max);
}
