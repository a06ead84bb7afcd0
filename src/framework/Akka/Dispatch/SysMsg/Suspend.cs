namespace Akka.Dispatch.SysMsg;

/// <summary>Stops user messages from being handled.</summary>
public sealed class Suspend : SystemMessage, IWaitsForChildren
{
    public override string ToString() => "<Suspend>";
}
