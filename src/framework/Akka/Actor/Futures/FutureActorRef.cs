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
    private readonly TaskCompletionSource<T> _result;
    private readonly IActorRefProvider _provider;
    private ActorPath? _path;
    private bool _done;
    private Timer? _timer;
    private TimeSpan _timeout;
    private CancellationTokenRegistration _cancellation;

    /// <summary>A reference of that path, which whoever makes it has registered.</summary>
    public FutureActorRef(TaskCompletionSource<T> result, ActorPath path, IActorRefProvider provider)
        : this(result, provider) => _path = path;

    /// <summary>A reference that takes a path under <c>/temp</c> when it needs one.</summary>
    internal FutureActorRef(TaskCompletionSource<T> result, IActorRefProvider provider)
    {
        _result = result;
        _provider = provider;
    }

    /// <inheritdoc/>
    public override ActorPath Path
    {
        get
        {
            lock (_result)
            {
                if (_path is null)
                {
                    _path = _provider.TempPath();
                    if (!_done)
                        _provider.RegisterTempActor(this, _path);
                }

                return _path;
            }
        }
    }

    /// <inheritdoc/>
    public override IActorRefProvider Provider => _provider;

    /// <summary>Ends with the answer.</summary>
    internal Task<T> Answer => _result.Task;

    /// <summary>Sends the question, with this reference as the one to answer to.</summary>
    public virtual void DeliverAsk(object message, ICanTell destination) => destination.Tell(message, this);

    /// <summary>Ends the wait after a time (zero or infinite: never), or when the token is cancelled.</summary>
    internal void Arm(TimeSpan after, CancellationToken token)
    {
        if (after > TimeSpan.Zero)
        {
            _timeout = after;
            _timer = new Timer(static state => ((FutureActorRef<T>)state!).TimedOut(), this, Timeout.Infinite, Timeout.Infinite);
            _timer.Change(after, Timeout.InfiniteTimeSpan);
        }

        if (!token.CanBeCanceled)
            return;
        _cancellation = token.UnsafeRegister(static (state, t) => ((FutureActorRef<T>)state!).Cancelled(t), this);

        // It may have ended before the registration was known, and then nobody else takes it back.
        if (_result.Task.IsCompleted)
            _cancellation.Dispose();
    }

    /// <inheritdoc/>
    protected override void TellInternal(object message, IActorRef sender)
    {
        var taken = message switch
        {
            ISystemMessage => _result.TrySetException(new InvalidOperationException($"The system message {message.GetType().Name} is no answer.")),
            T answer => _result.TrySetResult(answer),
            null => _result.TrySetResult(default!),
            Status.Failure failure => _result.TrySetException(failure.Cause ?? NoCause()),
            Failure failure => _result.TrySetException(failure.Exception ?? NoCause()),
            _ => _result.TrySetException(new ArgumentException(
                $"Received message of type [{message.GetType()}] - Ask expected message of type [{typeof(T)}]")),
        };
        if (taken)
            Finish();
        else if (!_result.Task.IsCanceled)
            _provider.DeadLetters.Tell(new DeadLetter(message!, sender ?? _provider.DeadLetters, this), this);
    }

    private static TaskCanceledException NoCause() => new("The actor answered with a failure that names no cause.");

    private void TimedOut()
    {
        if (_result.TrySetException(new AskTimeoutException($"Timeout after {_timeout} seconds")))
            Finish();
    }

    private void Cancelled(CancellationToken token)
    {
        if (_result.TrySetCanceled(token))
            Finish();
    }

    private void Finish()
    {
        bool registered;
        lock (_result)
        {
            _done = true;
            registered = _path is not null;
        }

        _timer?.Dispose();
        _cancellation.Dispose();
        if (registered)
            _provider.UnregisterTempActor(_path!);
    }
}
