namespace Akka.Actor;

using Akka.Actor.Internal;
using Akka.Dispatch.SysMsg;

public partial class ActorCell
{
    // Who is to blame for the suspension: this actor, or the child whose failure was escalated.
    private IActorRef? _perpetrator;
    private bool _failedFatally;

    private bool IsFailed => _failedFatally || _perpetrator is not null;

    private void ClearFailed() => _perpetrator = null;

    /// <summary>Holds the actor and its children, and tells the parent.</summary>
    private void HandleInvokeFailure(Exception cause, IReadOnlyCollection<IActorRef>? leaveAlone = null)
    {
        if (IsFailed || Mailbox.IsClosed)
        {
            if (Mailbox.IsClosed)
            {
                Report(cause, cause.Message);
            }

            return;
        }

        try
        {
            Mailbox.Suspend();
            if (_currentMessage is Failed failed)
            {
                _perpetrator = failed.Child;
                SuspendChildren(leaveAlone, failed.Child);
            }
            else
            {
                _perpetrator = Self;
                SuspendChildren(leaveAlone, null);
            }

            Parent.SendSystemMessage(new Failed(Self, cause, Self.Path.Uid));
        }
        catch (Exception e)
        {
            Report(e, $"emergency stop: exception in failure handling for {cause.GetType()}: {cause}");
            try
            {
                foreach (var child in GetChildren())
                {
                    Stop(child);
                }
            }
            finally
            {
                FinishTerminate();
            }
        }
    }

    private void FaultSuspend()
    {
        Mailbox.Suspend();
        SuspendChildren(null, null);
    }

    private void FaultResume(Exception? causedByFailure)
    {
        if (_actor is null)
        {
            Report(null, $"changing Resume into Create after {causedByFailure}");
            FaultCreate();
        }
        else if (_failedFatally && causedByFailure is not null)
        {
            Report(null, $"changing Resume into Restart after {causedByFailure}");
            FaultRecreate(causedByFailure);
        }
        else
        {
            var perpetrator = _perpetrator;
            Mailbox.Resume();
            if (causedByFailure is not null)
            {
                ClearFailed();
            }

            foreach (var stats in Children())
            {
                stats.Child.Resume(stats.Child.Equals(perpetrator) ? causedByFailure : null);
            }
        }
    }

    /// <summary>The instance never came to be: starts over, once the children of the attempt are gone.</summary>
    private void FaultCreate()
    {
        CancelReceiveTimeout();
        foreach (var child in GetChildren())
        {
            Stop(child);
        }

        if (!SetChildrenTerminationReason(new SuspendReason.Creation()))
        {
            FinishCreate();
        }
    }

    private void FinishCreate()
    {
        try
        {
            Mailbox.Resume();
            ClearFailed();
            _failedFatally = false;
            Create(null);
        }
        catch (Exception e)
        {
            HandleInvokeFailure(e);
        }
    }

    private void FaultRecreate(Exception cause)
    {
        if (_actor is null)
        {
            Report(cause, $"changing Recreate into Create after {cause}");
            FaultCreate();
            return;
        }

        if (!IsNormal)
        {
            // A restart is already waiting for children, or the actor stops: only the count of suspensions is to be kept even.
            FaultResume(null);
            return;
        }

        AbandonAsync();
        CancelReceiveTimeout();
        var failed = _actor;
        if (SystemImpl.Settings.DebugLifecycle)
        {
            Debug("Restarting");
        }

        if (!_failedFatally)
        {
            try
            {
                failed.AroundPreRestart(cause, _currentMessage!);
            }
            catch (Exception e)
            {
                var wrapped = new PreRestartException(Self, e, cause, _currentMessage);
                Report(wrapped, e.Message);
            }

            Release(failed);
        }

        _currentMessage = null;
        _receiveTimeout = null;
        if (!SetChildrenTerminationReason(new SuspendReason.Recreation(cause)))
        {
            FinishRecreate(cause, failed);
        }
    }

    private void FinishRecreate(Exception cause, ActorBase failed)
    {
        var survivors = GetChildren().ToList();
        try
        {
            Mailbox.Resume();
            ClearFailed();
            _failedFatally = false;
            var fresh = NewActor();
            _actor = fresh;
            fresh.AroundPostRestart(cause, null!);
            CheckReceiveTimeout();
            if (SystemImpl.Settings.DebugLifecycle)
            {
                Debug($"Restarted ({fresh})");
            }

            if (SystemImpl.Settings.EmitActorTelemetry)
            {
                System.EventStream.Publish(new ActorRestarted(Self, Props.Type, cause));
            }

            foreach (var child in survivors)
            {
                child.Restart(cause);
            }
        }
        catch (Exception e)
        {
            if (!ReferenceEquals(_actor, failed) && _actor is { } half)
            {
                Release(half);
            }

            _actor = failed;
            HandleInvokeFailure(new PostRestartException(Self, e, cause), survivors);
            _failedFatally = true;
        }
    }

    private void HandleFailed(Failed failed)
    {
        var (outerMessage, outerSender) = (_currentMessage, _sender);
        _currentMessage = failed;
        _sender = failed.Child;
        if (!TryGetChildStatsByRef(failed.Child, out var stats))
        {
            if (SystemImpl.Settings.DebugLifecycle)
            {
                Debug($"dropping Failed({failed.Cause}) from unknown child {failed.Child}");
            }
        }
        else if (stats.Uid != failed.Uid)
        {
            if (SystemImpl.Settings.DebugLifecycle)
            {
                Debug($"dropping Failed({failed.Cause}) from old child {failed.Child} (uid={stats.Uid} != {failed.Uid})");
            }
        }
        else if (_actor is null || _failedFatally || !_actor.StrategyFor(Props).HandleFailure(this, failed.Child, failed.Cause, stats, Children()))
        {
            // Stays current, so that the escalation knows the child to blame.
            HandleInvokeFailure(failed.Cause);
        }

        (_currentMessage, _sender) = (outerMessage, outerSender);
    }
}
