namespace Akka.Actor;

public partial class ActorCell
{
    private TimeSpan? _receiveTimeout;
    private ICancelable? _pendingTimeout;

    // Set anew during this message: counts from now, whatever the message was.
    private bool _freshTimeout;

    public TimeSpan? ReceiveTimeout => _receiveTimeout;

    public void SetReceiveTimeout(TimeSpan? timeout = null)
    {
        _receiveTimeout = timeout;
        if (timeout is null)
        {
            CancelReceiveTimeout();
        }
        else
        {
            _freshTimeout = true;
        }
    }

    /// <summary>Starts the clock anew, if there is a timeout to wait for.</summary>
    public void CheckReceiveTimeout(bool reschedule = true)
    {
        if (_receiveTimeout is { } timeout && timeout > TimeSpan.Zero)
        {
            if (reschedule || _freshTimeout || _pendingTimeout is null)
            {
                CancelReceiveTimeout();
                _pendingTimeout = System.Scheduler.ScheduleTellOnceCancelable(timeout, Self, Akka.Actor.ReceiveTimeout.Instance, Self);
            }

            _freshTimeout = false;
        }
        else
        {
            CancelReceiveTimeout();
        }
    }

    private void CancelReceiveTimeout()
    {
        _pendingTimeout?.Cancel();
        _pendingTimeout = null;
    }

    private void AfterMessage(object message)
    {
        if (Mailbox.IsClosed)
        {
            CancelReceiveTimeout();
        }
        else if (_asyncRuns > 0)
        {
            // The clock stands still while the handler is under way.
            CancelReceiveTimeout();
        }
        else
        {
            CheckReceiveTimeout(message is not INotInfluenceReceiveTimeout);
        }
    }
}
