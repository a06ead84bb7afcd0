namespace Akka.Actor;

using Akka.Actor.Internal;

/// <summary>Ask: a question to an actor, as a task that ends with its answer.</summary>
public static class Futures
{
    /// <summary>Asks, see <see cref="Ask{T}(ICanTell, Func{IActorRef, object}, TimeSpan?, CancellationToken)"/>.</summary>
    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout = null) =>
        Ask<object>(self, message, timeout, CancellationToken.None);

    /// <summary>Asks, see <see cref="Ask{T}(ICanTell, Func{IActorRef, object}, TimeSpan?, CancellationToken)"/>.</summary>
    public static Task<object> Ask(this ICanTell self, object message, CancellationToken cancellationToken) =>
        Ask<object>(self, message, null, cancellationToken);

    /// <summary>Asks, see <see cref="Ask{T}(ICanTell, Func{IActorRef, object}, TimeSpan?, CancellationToken)"/>.</summary>
    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) =>
        Ask<object>(self, message, timeout, cancellationToken);

    /// <summary>Asks, see <see cref="Ask{T}(ICanTell, Func{IActorRef, object}, TimeSpan?, CancellationToken)"/>.</summary>
    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout = null) =>
        Ask<T>(self, message, timeout, CancellationToken.None);

    /// <summary>Asks, see <see cref="Ask{T}(ICanTell, Func{IActorRef, object}, TimeSpan?, CancellationToken)"/>.</summary>
    public static Task<T> Ask<T>(this ICanTell self, object message, CancellationToken cancellationToken) =>
        Ask<T>(self, message, null, cancellationToken);

    /// <summary>Asks, see <see cref="Ask{T}(ICanTell, Func{IActorRef, object}, TimeSpan?, CancellationToken)"/>.</summary>
    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<T>(cancellationToken);
        var future = Prepare<T>(self, timeout, cancellationToken);
        future.DeliverAsk(message, self);
        return future.Answer;
    }

    /// <summary>
    /// Asks a question that is made from the reference to answer to. The task ends with the first answer of type
    /// <typeparamref name="T"/> (or null), with the cause of a <see cref="Status.Failure"/>, with an <see cref="AskTimeoutException"/>
    /// after <paramref name="timeout"/> (null: <c>akka.actor.ask-timeout</c>; zero or infinite: never), or cancelled.
    /// An answer of any other type ends it with an <see cref="ArgumentException"/>; an answer that comes too late is a dead letter.
    /// </summary>
    /// <exception cref="ArgumentException">The recipient belongs to no actor system that could be found.</exception>
    public static Task<T> Ask<T>(this ICanTell self, Func<IActorRef, object> messageFactory, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messageFactory);
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<T>(cancellationToken);
        var future = Prepare<T>(self, timeout, cancellationToken);
        future.DeliverAsk(messageFactory(future), self);
        return future.Answer;
    }

    /// <summary>The provider that whoever can be told belongs to, or null.</summary>
    internal static IActorRefProvider? ResolveProvider(ICanTell self) => self switch
    {
        ActorSelection selection => ResolveProvider(selection.Anchor),
        IInternalActorRef actor => actor.Provider,
        _ => InternalCurrentActorCellKeeper.Current?.SystemImpl.Provider,
    };

    private static FutureActorRef<T> Prepare<T>(ICanTell self, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(self);
        var provider = ResolveProvider(self)
            ?? throw new ArgumentException($"Can't ask a recipient of type {self.GetType()}: it belongs to no known actor system.", nameof(self));

        // The answer arrives on the thread of the one who answers; what waits for it must not run there.
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var future = provider.CreateFutureRef(result);
        future.Arm(timeout ?? provider.Settings.AskTimeout, cancellationToken);
        return future;
    }
}
