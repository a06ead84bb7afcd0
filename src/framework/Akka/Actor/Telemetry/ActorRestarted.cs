namespace Akka.Actor;

/// <summary>An actor goes on with a new instance.</summary>
public sealed class ActorRestarted : IActorTelemetryEvent
{
    internal ActorRestarted(IActorRef subject, Type actorType, Exception reason)
    {
        Subject = subject;
        ActorType = actorType;
        Reason = reason;
    }

    public IActorRef Subject { get; }

    public Type ActorType { get; }

    /// <summary>Why it was restarted.</summary>
    public Exception Reason { get; }
}
