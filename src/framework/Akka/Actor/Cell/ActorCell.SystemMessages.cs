namespace Akka.Actor;

using Akka.Dispatch.SysMsg;

public partial class ActorCell
{
    // At most one Failed for each child and the few orders of one parent: bounded by the children.
    private List<SystemMessage>? _deferred;

    internal void SystemInvoke(SystemMessage message)
    {
        if (MustWait(message))
        {
            (_deferred ??= []).Add(message);
            return;
        }

        HandleSystemMessage(message);
        while (_deferred is { Count: > 0 } deferred && !Mailbox.IsClosed)
        {
            var ready = deferred.FindIndex(m => !MustWait(m));
            if (ready < 0)
            {
                return;
            }

            var next = deferred[ready];
            deferred.RemoveAt(ready);
            HandleSystemMessage(next);
        }
    }

    private bool MustWait(SystemMessage message) =>
        IsWaitingForChildren ? message is IWaitsForChildren : Mailbox.IsSuspended && message is IWaitsWhileSuspended;

    private void HandleSystemMessage(SystemMessage message)
    {
        try
        {
            switch (message)
            {
                case ActorTask continuation:
                    TaskScheduler.Execute(continuation.Task);
                    break;
                case ActorTaskEnded ended:
                    AfterAsync(ended);
                    break;
                case Failed failed:
                    HandleFailed(failed);
                    break;
                case DeathWatchNotification gone:
                    WatchedActorTerminated(gone.Actor, gone.ExistenceConfirmed, gone.AddressTerminated);
                    break;
                case Create create:
                    Create(create.Failure);
                    break;
                case Watch watch:
                    AddWatcher(watch.Watchee, watch.Watcher);
                    break;
                case Unwatch unwatch:
                    RemWatcher(unwatch.Watchee, unwatch.Watcher);
                    break;
                case Recreate recreate:
                    FaultRecreate(recreate.Cause);
                    break;
                case Akka.Dispatch.SysMsg.Suspend:
                    FaultSuspend();
                    break;
                case Resume resume:
                    FaultResume(resume.CausedByFailure);
                    break;
                case Terminate or Akka.Dispatch.SysMsg.Stop:
                    TerminateCell();
                    break;
                case Supervise supervise:
                    HandleSupervise(supervise.Child);
                    break;
                case NoMessage:
                    break;
                default:
                    throw new NotSupportedException($"Unknown message {message.GetType().Name}");
            }
        }
        catch (Exception e)
        {
            HandleInvokeFailure(e);
        }
    }

    private void HandleSupervise(IActorRef child)
    {
        if (IsTerminating)
        {
            return;
        }

        if (InitChild((IInternalActorRef)child) is null)
        {
            Report(null, $"received Supervise from unregistered child {child}, this will not end well");
        }
        else if (SystemImpl.Settings.DebugLifecycle)
        {
            Debug($"now supervising {child}");
        }
    }
}
