namespace Petabridge.Cmd.Host.Sessions;

using Akka.Actor;

/// <summary>Restarts a handler that failed, stops one that can't be made, and says which it was.</summary>
internal sealed class HandlerStrategy(Action<IActorRef, Exception> failed) : OneForOneStrategy(DefaultDecider)
{
    protected override Directive Handle(IActorRef child, Exception exception)
    {
        failed(child, exception is ActorInitializationException ? exception.GetBaseException() : exception);
        return base.Handle(child, exception);
    }
}
