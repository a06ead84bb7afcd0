namespace Akka.Actor;

/// <summary>Lets code that is no actor send, receive and watch as one.</summary>
public class Inbox : IInboxable, IDisposable
{
    private static int _number;

    private readonly ActorSystem _system;
    private readonly InboxQueue _queue;
    private readonly TimeSpan _defaultTimeout;
    private bool _disposed;

    private Inbox(ActorSystem system, InboxQueue queue, IActorRef receiver, TimeSpan defaultTimeout)
    {
        _system = system;
        _queue = queue;
        Receiver = receiver;
        _defaultTimeout = defaultTimeout;
    }

    public IActorRef Receiver { get; }

    public static Inbox Create(ActorSystem system)
    {
        var config = system.Settings.Config.GetConfig("akka.actor.inbox");
        var queue = new InboxQueue(config.GetInt("inbox-size"));
        var receiver = ((ExtendedActorSystem)system).SystemActorOf(Props.Create(() => new InboxActor(queue)), $"inbox-{Interlocked.Increment(ref _number)}");
        return new Inbox(system, queue, receiver, config.GetTimeSpan("default-timeout"));
    }

    public IActorRef Watch(IActorRef subject)
    {
        Receiver.Tell(new InboxActor.StartWatch(subject, null), ActorRefs.NoSender);
        return subject;
    }

    public IActorRef WatchWith(IActorRef subject, object message)
    {
        Receiver.Tell(new InboxActor.StartWatch(subject, message), ActorRefs.NoSender);
        return subject;
    }

    public IActorRef Unwatch(IActorRef subject)
    {
        Receiver.Tell(new InboxActor.StopWatch(subject), ActorRefs.NoSender);
        return subject;
    }

    /// <summary>Sends with this inbox as the sender.</summary>
    public void Send(IActorRef target, object message) => target.Tell(message, Receiver);

    public object Receive() => Receive(_defaultTimeout);

    public object Receive(TimeSpan timeout) => Received(ReceiveAsync(timeout), timeout);

    /// <summary>The next message, or a <see cref="Status.Failure"/> of a <see cref="TimeoutException"/> when none comes in the default time.</summary>
    public Task<object> ReceiveAsync() => ReceiveAsync(_defaultTimeout);

    /// <summary>The next message, or a <see cref="Status.Failure"/> of a <see cref="TimeoutException"/>.</summary>
    public Task<object> ReceiveAsync(TimeSpan timeout) => Take(static _ => true, timeout);

    public object ReceiveWhere(Predicate<object> predicate) => ReceiveWhere(predicate, _defaultTimeout);

    public object ReceiveWhere(Predicate<object> predicate, TimeSpan timeout) => Received(Take(predicate, timeout), timeout);

    /// <summary>Stops the receiver.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!_disposed && disposing)
        {
            _disposed = true;
            _system.Stop(Receiver);
        }
    }

    private object Received(Task<object> receiving, TimeSpan timeout) =>
        receiving.GetAwaiter().GetResult() is var message && message is Status.Failure { Cause: TimeoutException }
            ? throw new TimeoutException($"Inbox {Receiver.Path} didn't receive a response message in specified timeout {timeout}")
            : message;

    private async Task<object> Take(Predicate<object> predicate, TimeSpan timeout)
    {
        var waiting = _queue.Take(predicate);
        try
        {
            return await waiting.Task.WaitAsync(timeout).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // It may come in just now, and must not be lost then.
            return waiting.TrySetCanceled()
                ? new Status.Failure(new TimeoutException($"Deadline passed: nothing came within {timeout}"))
                : await waiting.Task.ConfigureAwait(false);
        }
    }
}
