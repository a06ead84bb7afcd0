namespace Akka.Dispatch.SysMsg;

/// <summary>Lets user messages flow again; with a failure, the one that the receiver is held for.</summary>
public sealed class Resume : SystemMessage, IWaitsForChildren
{
    public Resume(Exception? causedByFailure) => CausedByFailure = causedByFailure;

    public Exception? CausedByFailure { get; set; }

    public override string ToString() => $"<Resume>{(CausedByFailure is null ? "" : $" CausedByFailure: {CausedByFailure}")}";
}
