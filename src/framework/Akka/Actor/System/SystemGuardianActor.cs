namespace Akka.Actor;

using Akka.Dispatch;
using Akka.Dispatch.SysMsg;
using Akka.Event;

/// <summary>The parent of the system's own actors. When the users' are gone it lets those finish who asked to, and stops.</summary>
public class SystemGuardianActor : ActorBase, IRequiresMessageQueue<IUnboundedMessageQueueSemantics>
{
    private readonly IActorRef _userGuardian;
    private readonly HashSet<IActorRef> _terminationHooks = [];

    public SystemGuardianActor(IActorRef userGuardian) => _userGuardian = userGuardian;

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case Terminated terminated when terminated.ActorRef.Equals(_userGuardian):
                Become(Terminating);
                foreach (var hook in _terminationHooks)
                {
                    hook.Tell(TerminationHook.Instance, Self);
                }

                StopWhenHooksAreDone();
                break;
            case Terminated terminated:
                _terminationHooks.Remove(terminated.ActorRef);
                break;
            case StopChild stop:
                Context.Stop(stop.Child);
                break;
            case RegisterTerminationHook:
                if (!Sender.Equals(Context.System.DeadLetters))
                {
                    _terminationHooks.Add(Sender);
                    Context.Watch(Sender);
                }

                break;
            default:
                Context.System.DeadLetters.Tell(new DeadLetter(message, Sender, Self), Sender);
                break;
        }

        return true;
    }

    /// <summary>Its children survive whatever happens here.</summary>
    protected override void PreRestart(Exception reason, object message)
    {
    }

    private bool Terminating(object message)
    {
        switch (message)
        {
            case Terminated terminated:
                _terminationHooks.Remove(terminated.ActorRef);
                StopWhenHooksAreDone();
                break;
            case TerminationHookDone:
                _terminationHooks.Remove(Sender);
                StopWhenHooksAreDone();
                break;
            default:
                Context.System.DeadLetters.Tell(new DeadLetter(message, Sender, Self), Sender);
                break;
        }

        return true;
    }

    private void StopWhenHooksAreDone()
    {
        if (_terminationHooks.Count == 0)
        {
            Context.System.EventStream.StopDefaultLoggers(Context.System);
            Context.Stop(Self);
        }
    }
}
