namespace Akka.Dispatch.SysMsg;

using Akka.Actor;
using Akka.Event;

/// <summary>Stops the actor after the message that it handles now.</summary>
public sealed class Terminate : SystemMessage, IPossiblyHarmful, IDeadLetterSuppression
{
    public override string ToString() => "<Terminate>";
}
