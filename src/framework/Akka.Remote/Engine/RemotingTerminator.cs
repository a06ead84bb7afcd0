namespace Akka.Remote.Engine;

using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Event;

/// <summary>Shuts remoting down when the users' actors are gone and before the system's own go: their last messages still leave.</summary>
internal sealed class RemotingTerminator : UntypedActor
{
    private readonly Remoting _remoting;

    public RemotingTerminator(Remoting remoting)
    {
        _remoting = remoting;
        Guardian.Tell(RegisterTerminationHook.Instance, Self);
    }

    private static IInternalActorRef Guardian => ((ExtendedActorSystem)Context.System).SystemGuardian;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case TerminationHook:
                var self = Self;
                _ = Finish(_remoting, self);
                break;
            case Finished:
                Guardian.Tell(TerminationHookDone.Instance, Self);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private static async Task Finish(Remoting remoting, IActorRef self)
    {
        try
        {
            await remoting.Shutdown().WaitAsync(remoting.Settings.ShutdownTimeout).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            remoting.Log.Error(e, "Remoting did not shut down in order");
        }

        self.Tell(Finished.Instance, ActorRefs.NoSender);
    }

    private sealed class Finished : INoSerializationVerificationNeeded
    {
        public static readonly Finished Instance = new();
    }
}
