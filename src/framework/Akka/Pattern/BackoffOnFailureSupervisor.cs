namespace Akka.Pattern;

using Akka.Actor;

/// <summary>Stops a child that would be restarted, and starts it again after a growing wait.</summary>
internal sealed class BackoffOnFailureSupervisor(BackoffSettings settings) : BackoffSupervisorBase(settings)
{
    private readonly BackoffSettings _settings = settings;
    private bool _toStartAgain;

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(-1, -1, Decide);

    protected override bool Receive(object message)
    {
        if (message is not Terminated { ActorRef: var stopped } || !stopped.Equals(Child))
            return HandleBackoff(message);
        if (_toStartAgain)
            ChildIsGone();
        else
            Context.Stop(Self);
        _toStartAgain = false;
        return true;
    }

    private Directive Decide(Exception cause)
    {
        var directive = _settings.Strategy.Decider.Decide(cause);
        if (directive != Directive.Restart)
            return directive;
        _toStartAgain = true;
        return Directive.Stop;
    }
}
