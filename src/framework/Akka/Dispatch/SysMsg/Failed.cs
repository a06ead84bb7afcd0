namespace Akka.Dispatch.SysMsg;

using Akka.Actor;

/// <summary>Tells the parent that a child threw; the uid says which incarnation.</summary>
public sealed class Failed : SystemMessage, IWaitsWhileSuspended, IWaitsForChildren
{
    public Failed(IActorRef child, Exception cause, long uid)
    {
        Child = child;
        Cause = cause;
        Uid = uid;
    }

    public IActorRef Child { get; }

    public Exception Cause { get; }

    public long Uid { get; }

    public override string ToString() => $"<Failed>: {Child} ({Uid}){(Cause is null ? "" : $", Cause={Cause}")}";
}
