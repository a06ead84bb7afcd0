namespace Akka.Actor;

using Akka.Dispatch.SysMsg;

/// <summary>Stops an actor and tells when it has stopped.</summary>
public static class GracefulStopSupport
{
    /// <summary>Sends a <see cref="PoisonPill"/>, see the overload with a message.</summary>
    public static Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout) => GracefulStop(target, timeout, PoisonPill.Instance);

    /// <summary>
    /// Sends <paramref name="stopMessage"/>, after which the actor is to stop. The task ends with true when it has;
    /// if it hasn't within <paramref name="timeout"/>, with a <see cref="TaskCanceledException"/>. An actor that is already gone counts as stopped.
    /// </summary>
    public static async Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout, object stopMessage)
    {
        var actor = (IInternalActorRef)target;
        var watcher = new StopWatcherRef(actor);
        var watch = new Watch(actor, watcher);
        actor.SendSystemMessage(watch);
        actor.Tell(stopMessage, ActorRefs.NoSender!);
        try
        {
            return await watcher.Stopped.WaitAsync(timeout).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            actor.SendSystemMessage(new Unwatch(actor, watcher));
            throw new TaskCanceledException($"{target} did not stop within {timeout}.");
        }
        finally
        {
            watcher.Forget();
        }
    }
}
