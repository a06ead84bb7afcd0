namespace Akka.Actor;

/// <summary>What happened to an actor's life, on the event stream when <c>akka.actor.telemetry.enabled</c> is on.</summary>
public interface IActorTelemetryEvent : INoSerializationVerificationNeeded, INotInfluenceReceiveTimeout
{
    IActorRef Subject { get; }

    /// <summary>The class that its recipe names.</summary>
    Type ActorType { get; }
}
