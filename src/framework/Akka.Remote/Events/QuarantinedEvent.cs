namespace Akka.Remote;

using Akka.Actor;
using Akka.Event;

/// <summary>This node has quarantined another: it won't speak with that incarnation again.</summary>
public sealed class QuarantinedEvent(Address address, int uid) : RemotingLifecycleEvent
{
    public Address Address { get; } = address;

    /// <summary>The incarnation.</summary>
    public int Uid { get; } = uid;

    public override LogLevel LogLevel() => Akka.Event.LogLevel.WarningLevel;

    public override string ToString() =>
        $"Association to [{Address}] having UID [{Uid}] is irrecoverably failed. UID is now quarantined and all messages to it "
        + "will be delivered to dead letters. The remote system must be restarted to recover from this.";
}
