namespace Akka.Actor;

using Akka.Dispatch.SysMsg;
using Akka.Event;

/// <summary>Stands above the root: a failure that gets here ends the system, and the root's end is the system's.</summary>
public class RootGuardianSupervisor : MinimalActorRef
{
    private readonly TaskCompletionSource<Status> _terminated;
    private readonly ILoggingAdapter _log;
    private readonly ActorPath _path;
    private readonly IActorRefProvider _provider;
    private Exception? _cause;

    public RootGuardianSupervisor(RootActorPath root, IActorRefProvider provider, TaskCompletionSource<Status> terminationPromise, ILoggingAdapter log)
    {
        _terminated = terminationPromise;
        _log = log;
        _provider = provider;
        _path = root / "_Root-guardian-supervisor";
    }

    public Exception? CauseOfTermination => _cause;

    public override ActorPath Path => _path;

    public override IActorRefProvider Provider => _provider;

    public override void Stop() => _terminated.TrySetResult(_cause is null ? Status.Success.Instance : new Status.Failure(_cause));

    public override void SendSystemMessage(ISystemMessage message)
    {
        switch (message)
        {
            case Failed failed:
                _cause = failed.Cause;
                _log.Log(LogLevel.ErrorLevel, failed.Cause, $"guardian {failed.Child} failed, shutting down!");
                ((IInternalActorRef)failed.Child).Stop();
                break;
            case DeathWatchNotification:
                Stop();
                break;
            default:
                break;
        }
    }

    protected override void TellInternal(object message, IActorRef sender) =>
        _log.Log(LogLevel.WarningLevel, null!, $"{_path} received unexpected message [{message}] from {sender}");
}
