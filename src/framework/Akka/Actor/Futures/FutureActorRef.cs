namespace Akka.Actor;

using Akka.Dispatch.SysMsg;
using Akka.Event;

/// <summary>
/// The reference that an asked actor answers to. It lives under <c>/temp</c>, but takes its path and its place there only
/// when someone looks at the path (as a remote reply does): most asks stay inside the process and never need them.
/// </summary>
/// <typeparam name="T">The type of the answer.</typeparam>
public class FutureActorRef<T> : MinimalActorRef
{
    private readonly TaskCompletionSource<T> result;
    private readonly IActorRefProvider provider;
    private ActorPath? path;
    private bool done;
    private Timer? timer;
    private TimeSpan timeout;
    private CancellationTokenRegistration cancellation;

    /// <summary>A reference of that path, which whoever makes it has registered.</summary>
    public FutureActorRef(TaskCompletionSource<T> result, ActorPath path, IActorRefProvider provider)
        : this(result, provider) => this.path = path;

    /// <summary>A reference that takes a path under <c>/temp</c> when it needs one.</summary>
    internal FutureActorRef(TaskCompletionSource<T> result, IActorRefProvider provider)
    {
        this.result = result;
        this.provider = provider;
    }

    /// <inheritdoc/>
    public override ActorPath Path
    {
        get
        {
            lock (result)
            {
                if (path is null)
                {
                    path = provider.TempPath();
                    if (!done)
                        provider.RegisterTempActor(this, path);
                }

                return path;
            }
        }
    }

    /// <inheritdoc/>
    public override IActorRefProvider Provider => provider;

    /// <summary>Ends with the answer.</summary>
    internal Task<T> Answer => result.Task;

    /// <summary>Sends the question, with this reference as the one to answer to.</summary>
    public virtual void DeliverAsk(object message, ICanTell destination) => destination.Tell(message, this);

    /// <summary>Ends the wait after a time (zero or infinite: never), or when the token is cancelled.</summary>
    internal void Arm(TimeSpan after, CancellationToken token)
    {
        if (after > TimeSpan.Zero)
        {
            timeout = after;
            timer = new Timer(static state => ((FutureActorRef<T>)state!).TimedOut(), this, Timeout.Infinite, Timeout.Infinite);
            timer.Change(after, Timeout.InfiniteTimeSpan);
        }

        if (!token.CanBeCanceled)
            return;
        cancellation = token.UnsafeRegister(static (state, t) => ((FutureActorRef<T>)state!).Cancelled(t), this);

        // It may have ended before the registration was known, and then nobody else takes it back.
        if (result.Task.IsCompleted)
            cancellation.Dispose();
    }

    /// <inheritdoc/>
    protected override void TellInternal(object message, IActorRef sender)
    {
        var taken = message switch
        {
            ISystemMessage => result.TrySetException(new InvalidOperationException($"The system message {message.GetType().Name} is no answer.")),
            T answer => result.TrySetResult(answer),
            null => result.TrySetResult(default!),
            Status.Failure failure => result.TrySetException(failure.Cause ?? NoCause()),
            Failure failure => result.TrySetException(failure.Exception ?? NoCause()),
            _ => result.TrySetException(new ArgumentException(
                $"Received message of type [{message.GetType()}] - Ask expected message of type [{typeof(T)}]")),
        };
        if (taken)
            Finish();
        else if (!result.Task.IsCanceled)
            provider.DeadLetters.Tell(new DeadLetter(message!, sender ?? provider.DeadLetters, this), this);
    }

    private static TaskCanceledException NoCause() => new("The actor answered with a failure that names no cause.");

    private void TimedOut()
    {
        if (result.TrySetException(new AskTimeoutException($"Timeout after {timeout} seconds")))
            Finish();
    }

    private void Cancelled(CancellationToken token)
    {
        if (result.TrySetCanceled(token))
            Finish();
    }

    private void Finish()
    {
        bool registered;
        lock (result)
        {
            done = true;
            registered = path is not null;
        }

        timer?.Dispose();
        cancellation.Dispose();
        if (registered)
            provider.UnregisterTempActor(path!);
    }
}
