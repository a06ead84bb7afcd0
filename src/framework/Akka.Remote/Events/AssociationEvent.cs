namespace Akka.Remote;

using Akka.Actor;

/// <summary>Something happened to the association with one other node.</summary>
public abstract class AssociationEvent : RemotingLifecycleEvent
{
    /// <summary>The word the text of the event begins with.</summary>
    protected string EventName = "Unknown";

    protected AssociationEvent()
    {
    }

    public abstract Address LocalAddress { get; protected set; }

    public abstract Address RemoteAddress { get; protected set; }

    /// <summary>True when the other node opened the connection.</summary>
    public abstract bool IsInbound { get; protected set; }

    public override string ToString() => $"{EventName} [{LocalAddress}]{(IsInbound ? " <- " : " -> ")}[{RemoteAddress}]";
}
