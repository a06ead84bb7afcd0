namespace Akka.Dispatch.SysMsg;

using Akka.Actor;

/// <summary>Introduces a new child to its parent.</summary>
public sealed class Supervise : SystemMessage
{
    public Supervise(IActorRef child, bool async)
    {
        Child = child;
        Async = async;
    }

    public IActorRef Child { get; }

    public bool Async { get; }

    public override string ToString() => $"<Supervise>: {Child}{(Async ? " Async" : "")}";
}
