namespace Akka.Dispatch.SysMsg;

/// <summary>A link in the chain of a mailbox's system queue, and so member of one queue at a time.</summary>
public abstract class SystemMessage : ISystemMessage
{
    internal SystemMessage? Next { get; set; }

    public bool Unlinked => Next is null;

    public void Unlink() => Next = null;
}
