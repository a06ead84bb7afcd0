namespace Akka.Actor;

using Akka.Actor.Internal;
using Akka.Dispatch.SysMsg;

public partial class ActorCell
{
    private void TerminateCell()
    {
        SetReceiveTimeout(null);
        CancelReceiveTimeout();
        AbandonAsync();
        if (_actor is not null)
        {
            UnwatchWatchedActors();
        }

        foreach (var child in GetChildren())
        {
            Stop(child);
        }

        var wasTerminating = IsTerminating;
        if (SetChildrenTerminationReason(SuspendReason.Termination.Instance))
        {
            if (!wasTerminating)
            {
                // No more user messages, and no failure goes up any more, while the children stop.
                Mailbox.Suspend();
                _perpetrator = Self;
                if (SystemImpl.Settings.DebugLifecycle)
                {
                    Debug("Stopping");
                }
            }
        }
        else
        {
            FinishTerminate();
        }
    }

    private void FinishTerminate()
    {
        var actor = _actor;
        SetChildrenTerminated();
        try
        {
            if (!_failedFatally)
            {
                actor?.AroundPostStop();
            }
        }
        catch (Exception e)
        {
            Report(e, e.Message);
        }

        try
        {
            if (actor is not null && !_failedFatally)
            {
                Release(actor);
            }

            Dispatcher.Detach(this);
        }
        finally
        {
            Parent.SendSystemMessage(new DeathWatchNotification(Self, existenceConfirmed: true, addressTerminated: false));
            TellWatchersWeDied();
            UnwatchWatchedActors();
            if (SystemImpl.Settings.DebugLifecycle)
            {
                Debug("Stopped");
            }

            if (SystemImpl.Settings.EmitActorTelemetry)
            {
                System.EventStream.Publish(new ActorStopped(Self, Props.Type));
            }

            PrepareForNewActor();
            _actor = null;
            _currentMessage = null;
            _sender = null;
            _deferred = null;
            Props = Props.None;
        }
    }
}
