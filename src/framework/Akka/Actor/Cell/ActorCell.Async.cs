namespace Akka.Actor;

using Akka.Dispatch.SysMsg;

public partial class ActorCell
{
    // What a restart or a stop leaves behind belongs to an older epoch, and its end means nothing.
    private object? _asyncEpoch;
    private int _asyncRuns;

    /// <summary>An async handler starts: user messages wait.</summary>
    internal object BeginAsync()
    {
        _asyncRuns++;
        Mailbox.IsAwaiting = true;
        return _asyncEpoch ??= new object();
    }

    /// <summary>An async handler has ended.</summary>
    internal void EndAsync(object epoch, Exception? failure)
    {
        if (!ReferenceEquals(epoch, _asyncEpoch) || _asyncRuns == 0)
        {
            return;
        }

        _asyncRuns--;
        if (failure is not null)
        {
            // The message stays current: PreRestart is told which one failed.
            _currentMessage ??= TaskScheduler.CurrentMessage;
            AbandonAsync();
            HandleInvokeFailure(failure);
            return;
        }

        if (_asyncRuns == 0)
        {
            TaskScheduler.Ended();
            Mailbox.IsAwaiting = false;
        }
    }

    private void AfterAsync(ActorTaskEnded ended)
    {
        EndAsync(ended.Run, ended.Failure);
        if (_asyncRuns == 0 && ended.Failure is null)
        {
            _currentMessage = null;
            CheckReceiveTimeout();
        }
    }

    /// <summary>Whatever async handlers are under way no longer hold the mailbox.</summary>
    private void AbandonAsync()
    {
        _asyncRuns = 0;
        _asyncEpoch = null;
        Mailbox.IsAwaiting = false;
    }
}
