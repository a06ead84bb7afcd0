namespace Akka.Actor;

using Akka.Dispatch.SysMsg;

/// <summary>Waits, under <c>/temp</c>, for the news that one actor has stopped.</summary>
internal sealed class StopWatcherRef : MinimalActorRef
{
    private readonly TaskCompletionSource<bool> _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IActorRef _watched;

    internal StopWatcherRef(IInternalActorRef watched)
    {
        _watched = watched;
        Provider = watched.Provider;
        Path = Provider.TempPath();
        Provider.RegisterTempActor(this, Path);
    }

    public override IActorRefProvider Provider { get; }

    public override ActorPath Path { get; }

    internal Task<bool> Stopped => _stopped.Task;

    public override void SendSystemMessage(ISystemMessage message)
    {
        if (message is DeathWatchNotification { Actor: var actor } && actor.Equals(_watched))
            _stopped.TrySetResult(true);
    }

    internal void Forget() => Provider.UnregisterTempActor(Path);
}
