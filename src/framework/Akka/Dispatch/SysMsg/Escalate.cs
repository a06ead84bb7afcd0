namespace Akka.Dispatch.SysMsg;

/// <summary>Hands a failure up.</summary>
public sealed class Escalate : SystemMessage
{
    public Escalate(Exception reason) => Reason = reason;

    public Exception Reason { get; }

    public override string ToString() => $"<Escalate> Reason: {Reason}";
}
