namespace Akka.Actor;

using Akka.Dispatch.SysMsg;

/// <summary>Waits for an actor's end from code that is no actor.</summary>
public static class WatchAsyncSupport
{
    /// <summary><c>true</c> once the actor is gone, or if it was gone already; <c>false</c> when the token is cancelled first.</summary>
    /// <exception cref="InvalidOperationException">The reference belongs to nothing that can be watched.</exception>
    public static async Task<bool> WatchAsync(this IActorRef target, CancellationToken token = default)
    {
        if (target is not IInternalActorRef watched)
        {
            throw new InvalidOperationException($"{target} is no reference that can be watched.");
        }

        if (watched.IsTerminated)
        {
            return true;
        }

        var watcher = new StopWatcherRef(watched);
        watched.SendSystemMessage(new Watch(watched, watcher));
        try
        {
            return await watcher.Stopped.WaitAsync(token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            watched.SendSystemMessage(new Unwatch(watched, watcher));
            return false;
        }
        finally
        {
            watcher.Forget();
        }
    }
}
