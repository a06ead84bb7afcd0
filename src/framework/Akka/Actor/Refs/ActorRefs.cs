namespace Akka.Actor;

/// <summary>The two references that stand for "none".</summary>
public static class ActorRefs
{
    public static readonly Nobody Nobody = Nobody.Instance;

    /// <summary>No sender: the receiver sees the dead letters as its sender.</summary>
    public static readonly IActorRef NoSender = null!;
}
