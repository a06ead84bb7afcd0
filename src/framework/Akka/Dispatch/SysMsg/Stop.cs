namespace Akka.Dispatch.SysMsg;

/// <summary>Asks a remote actor to stop.</summary>
public sealed class Stop : SystemMessage
{
    public override string ToString() => "<Stop>";
}
