namespace Akka.Dispatch.SysMsg;

/// <summary>An async handler is over.</summary>
internal sealed class ActorTaskEnded : SystemMessage
{
    public ActorTaskEnded(object run, Exception? failure)
    {
        Run = run;
        Failure = failure;
    }

    public object Run { get; }

    public Exception? Failure { get; }
}
