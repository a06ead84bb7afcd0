namespace Akka.Dispatch.SysMsg;

/// <summary>Restarts the actor.</summary>
public sealed class Recreate : SystemMessage, IWaitsForChildren
{
    public Recreate(Exception cause) => Cause = cause;

    public Exception Cause { get; }

    public override string ToString() => $"<Recreate>{(Cause is null ? "" : $" Cause: {Cause}")}";
}
