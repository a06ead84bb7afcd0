namespace Akka.Pattern;

using Akka.Actor;

/// <summary>The parts that both backoff supervisors share: one child, started again after waits; messages pass through.</summary>
public abstract class BackoffSupervisorBase : ActorBase
{
    private readonly BackoffSettings _settings;

    internal BackoffSupervisorBase(BackoffSettings settings)
    {
        settings.Check();
        _settings = settings;
        ChildName = settings.ChildName;
    }

    /// <summary>What the child is made from.</summary>
    protected Props ChildProps => _settings.ChildProps;

    /// <summary>The name of the child.</summary>
    protected string ChildName { get; }

    /// <summary>When it counts from zero again.</summary>
    protected IBackoffReset Reset => _settings.ResetOrDefault;

    /// <summary>The answer while no child runs, or null.</summary>
    protected object ReplyWhileStopped => _settings.ReplyWhileStopped!;

    /// <summary>Recognizes the last message, or null.</summary>
    protected Func<object, bool> FinalStopMessage => _settings.FinalStopMessage!;

    /// <summary>The child, or null while none runs.</summary>
    protected IActorRef Child { get; set; } = null!;

    /// <summary>How often it was started again since it counts.</summary>
    protected int RestartCountN { get; set; }

    /// <summary>Whether the last message has come.</summary>
    protected bool FinalStopMessageReceived { get; set; }

    /// <inheritdoc/>
    protected override void PreStart()
    {
        StartChild();
        base.PreStart();
    }

    /// <summary>Handles what both supervisors have in common.</summary>
    protected bool HandleBackoff(object message)
    {
        switch (message)
        {
            case BackoffSupervisor.StartChild:
                StartChild();
                if (Reset is AutoReset { ResetBackoff: var after })
                    Context.System.Scheduler.ScheduleTellOnce(after, Self, new BackoffSupervisor.ResetRestartCount(RestartCountN), Self);
                break;
            case BackoffSupervisor.Reset when Reset is ManualReset:
                RestartCountN = 0;
                break;
            case BackoffSupervisor.Reset:
                Unhandled(message);
                break;
            case BackoffSupervisor.ResetRestartCount { Current: var current }:
                if (current == RestartCountN)
                    RestartCountN = 0;
                break;
            case BackoffSupervisor.GetRestartCount:
                Sender.Tell(new BackoffSupervisor.RestartCount(RestartCountN));
                break;
            case BackoffSupervisor.GetCurrentChild:
                Sender.Tell(new BackoffSupervisor.CurrentChild(Child));
                break;
            default:
                Pass(message);
                break;
        }

        return true;
    }

    /// <summary>Starts the child after its wait; ends this actor if it has had its retries or its last message.</summary>
    private protected void ChildIsGone()
    {
        Child = null!;
        var most = _settings.Strategy.MaxNumberOfRetries;
        if (FinalStopMessageReceived || (most >= 0 && RestartCountN >= most))
        {
            Context.Stop(Self);
            return;
        }

        var wait = Backoffs.Wait(RestartCountN, _settings.Min, _settings.Max, _settings.RandomFactor);
        Context.System.Scheduler.ScheduleTellOnce(wait, Self, BackoffSupervisor.StartChild.Instance, Self);
        RestartCountN++;
    }

    private void StartChild()
    {
        if (Child is null)
            Child = Context.Watch(Context.ActorOf(ChildProps, ChildName));
    }

    private void Pass(object message)
    {
        if (Child is not null && Sender.Equals(Child))
        {
            Context.Parent.Forward(message);
            return;
        }

        var last = FinalStopMessage?.Invoke(message) ?? false;
        FinalStopMessageReceived |= last;
        if (Child is not null)
            Child.Forward(message);
        else if (last)
            Context.Stop(Self);
        else if (ReplyWhileStopped is { } reply)
            Sender.Tell(reply);
        else
            Context.System.DeadLetters.Forward(message);
    }
}
