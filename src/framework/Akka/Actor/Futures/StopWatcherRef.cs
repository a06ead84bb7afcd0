namespace Akka.Actor;

using Akka.Dispatch.SysMsg;

/// <summary>Waits, under <c>/temp</c>, for the news that one actor has stopped.</summary>
internal sealed class StopWatcherRef : MinimalActorRef
{
    private readonly TaskCompletionSource<bool> stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IActorRef watched;

    internal StopWatcherRef(IInternalActorRef watched)
    {
        this.watched = watched;
        Provider = watched.Provider;
        Path = Provider.TempPath();
        Provider.RegisterTempActor(this, Path);
    }

    public override IActorRefProvider Provider { get; }

    public override ActorPath Path { get; }

    internal Task<bool> Stopped => stopped.Task;

    public override void SendSystemMessage(ISystemMessage message)
    {
        if (message is DeathWatchNotification { Actor: var actor } && actor.Equals(watched))
            stopped.TrySetResult(true);
    }

    internal void Forget() => Provider.UnregisterTempActor(Path);
}
