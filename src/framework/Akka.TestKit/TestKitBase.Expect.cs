namespace Akka.TestKit;

using Akka.Actor;
using Akka.TestKit.Internal;

public abstract partial class TestKitBase
{
    /// <summary>Takes the next message, which must be a <typeparamref name="T"/>.</summary>
    /// <param name="duration">The time for it; the remaining or the default time when null.</param>
    /// <param name="hint">Stands in the failure.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public T ExpectMsg<T>(TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Blocking.Result(Expect<T>(false, duration, null, hint, cancellationToken));

    /// <summary>Takes the next message, which must equal <paramref name="message"/>.</summary>
    public T ExpectMsg<T>(T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Blocking.Result(Expect(false, timeout, Equal(message, hint), hint, cancellationToken));

    /// <summary>Takes the next message, which <paramref name="isMessage"/> must accept.</summary>
    public T ExpectMsg<T>(Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Blocking.Result(Expect(false, timeout, Accepted<T>((m, _) => isMessage(m), hint), hint, cancellationToken));

    /// <summary>Takes the next message, which <paramref name="assert"/> looks at.</summary>
    public T ExpectMsg<T>(Action<T> assert, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Blocking.Result(Expect<T>(false, timeout, (m, _) => assert(m), hint, cancellationToken));

    /// <summary>Takes the next message, which <paramref name="isMessageAndSender"/> must accept together with its sender.</summary>
    public T ExpectMsg<T>(
        Func<T, IActorRef, bool> isMessageAndSender,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default) =>
        Blocking.Result(Expect(false, timeout, Accepted(isMessageAndSender, hint), hint, cancellationToken));

    /// <summary>Takes the next message, which <paramref name="assertMessageAndSender"/> looks at together with its sender.</summary>
    public T ExpectMsg<T>(
        Action<T, IActorRef> assertMessageAndSender,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default) =>
        Blocking.Result(Expect(false, timeout, assertMessageAndSender, hint, cancellationToken));

    /// <summary>Takes the next message, which <paramref name="comparer"/> must find equal to <paramref name="expected"/>.</summary>
    public T ExpectMsg<T>(
        T expected,
        Func<T, T, bool> comparer,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default) =>
        Blocking.Result(Expect(false, timeout, Equal(expected, comparer, hint), hint, cancellationToken));

    /// <summary>Takes the next message, which must say that <paramref name="target"/> has ended.</summary>
    public Terminated ExpectTerminated(IActorRef target, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Blocking.Result(Expect(false, timeout, Ended(target, hint), hint, cancellationToken));

    /// <inheritdoc cref="ExpectMsg{T}(TimeSpan?, string, CancellationToken)"/>
    public ValueTask<T> ExpectMsgAsync<T>(TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(true, duration, null, hint, cancellationToken);

    /// <inheritdoc cref="ExpectMsg{T}(T, TimeSpan?, string, CancellationToken)"/>
    public ValueTask<T> ExpectMsgAsync<T>(T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect(true, timeout, Equal(message, hint), hint, cancellationToken);

    /// <inheritdoc cref="ExpectMsg{T}(Predicate{T}, TimeSpan?, string, CancellationToken)"/>
    public ValueTask<T> ExpectMsgAsync<T>(
        Predicate<T> isMessage,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default) =>
        Expect(true, timeout, Accepted<T>((m, _) => isMessage(m), hint), hint, cancellationToken);

    /// <inheritdoc cref="ExpectMsg{T}(Action{T}, TimeSpan?, string, CancellationToken)"/>
    public ValueTask<T> ExpectMsgAsync<T>(Action<T> assert, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(true, timeout, (m, _) => assert(m), hint, cancellationToken);

    /// <inheritdoc cref="ExpectMsg{T}(Func{T, IActorRef, bool}, TimeSpan?, string, CancellationToken)"/>
    public ValueTask<T> ExpectMsgAsync<T>(
        Func<T, IActorRef, bool> isMessageAndSender,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default) => Expect(true, timeout, Accepted(isMessageAndSender, hint), hint, cancellationToken);

    /// <inheritdoc cref="ExpectMsg{T}(Action{T, IActorRef}, TimeSpan?, string, CancellationToken)"/>
    public ValueTask<T> ExpectMsgAsync<T>(
        Action<T, IActorRef> assertMessageAndSender,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default) => Expect(true, timeout, assertMessageAndSender, hint, cancellationToken);

    /// <inheritdoc cref="ExpectMsg{T}(T, Func{T, T, bool}, TimeSpan?, string, CancellationToken)"/>
    public ValueTask<T> ExpectMsgAsync<T>(
        T expected,
        Func<T, T, bool> comparer,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default) => Expect(true, timeout, Equal(expected, comparer, hint), hint, cancellationToken);

    /// <inheritdoc cref="ExpectTerminated"/>
    public ValueTask<Terminated> ExpectTerminatedAsync(
        IActorRef target,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default) => Expect(true, timeout, Ended(target, hint), hint, cancellationToken);

    private async ValueTask<T> Expect<T>(bool async, TimeSpan? timeout, Action<T, IActorRef>? check, string? hint, CancellationToken token)
    {
        var (message, _, _) = await Typed<T>(async, RemainingOrDilated(timeout), check, hint, token);
        return message;
    }

    /// <summary>Takes a message of a type; says what was awaited, what came instead, from whom and when.</summary>
    private async ValueTask<(T Message, IActorRef Sender, TimeSpan After)> Typed<T>(
        bool async,
        TimeSpan limit,
        Action<T, IActorRef>? check,
        string? hint,
        CancellationToken token)
    {
        var (start, before) = (Now, _last);
        if (await Next(async, limit, token) is not { } envelope)
        {
            return Fail<(T, IActorRef, TimeSpan)>(
                $"Failed: Timeout {limit} while waiting for a message of type {typeof(T)}{Hint(hint)}. The last before it: {before}");
        }

        var after = Now - start;
        if (envelope.Message is not T message)
        {
            return Fail<(T, IActorRef, TimeSpan)>(
                $"Failed: Expected a message of type {typeof(T)}, but received {{{envelope.Message}}} (type {envelope.Message.GetType()}) " +
                $"instead from {Name(envelope.Sender)} after {after}{Hint(hint)}");
        }

        check?.Invoke(message, envelope.Sender);
        return (message, envelope.Sender, after);
    }

    private Action<T, IActorRef> Equal<T>(T expected, string? hint) =>
        (actual, sender) => _assertions.AssertEqual(expected, actual, "{0}", $"From {Name(sender)}{Hint(hint)}");

    private Action<T, IActorRef> Equal<T>(T expected, Func<T, T, bool> comparer, string? hint) =>
        (actual, sender) => _assertions.AssertEqual(expected, actual, comparer, "{0}", $"From {Name(sender)}{Hint(hint)}");

    private Action<T, IActorRef> Accepted<T>(Func<T, IActorRef, bool> test, string? hint) => (actual, sender) =>
    {
        if (!test(actual, sender))
        {
            Fail($"Failed: Got a message of the expected type <{typeof(T)}>, but it was not accepted: {{{actual}}} from {Name(sender)}{Hint(hint)}");
        }
    };

    private Action<Terminated, IActorRef> Ended(IActorRef target, string? hint) => (terminated, _) =>
    {
        if (!Same(terminated.ActorRef, target))
        {
            Fail($"Failed: Expected that {Name(target)} had ended, but {Name(terminated.ActorRef)} had{Hint(hint)}");
        }
    };

    /// <summary>A probe stands for its test actor, whichever side of the comparison it is on.</summary>
    private static bool Same(IActorRef? a, IActorRef? b) => Equals(Bare(a), Bare(b));

    private static IActorRef? Bare(IActorRef? actor) => actor is TestProbe probe ? probe.Ref : actor;

    private static string Name(IActorRef? actor) => actor is null || actor.IsNobody() ? "no sender" : actor.Path.ToString();
}
