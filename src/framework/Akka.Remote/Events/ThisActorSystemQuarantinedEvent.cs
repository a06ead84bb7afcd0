namespace Akka.Remote;

using Akka.Actor;
using Akka.Event;

/// <summary>Another node has quarantined this one. Only a restart of this actor system, which gives it a new uid, ends that.</summary>
public sealed class ThisActorSystemQuarantinedEvent(Address localAddress, Address remoteAddress) : RemotingLifecycleEvent
{
    public Address LocalAddress { get; } = localAddress;

    /// <summary>Who has quarantined us.</summary>
    public Address RemoteAddress { get; } = remoteAddress;

    public override LogLevel LogLevel() => Akka.Event.LogLevel.WarningLevel;

    public override string ToString() => $"The remote system [{RemoteAddress}] has quarantined this system [{LocalAddress}].";
}
