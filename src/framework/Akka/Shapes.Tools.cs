namespace Akka.Actor;

using Akka.Dispatch.SysMsg;

public class ActorSelection : ICanTell
{
    public void Tell(object message, IActorRef sender) { }
    internal static void DeliverSelection(IInternalActorRef anchor, IActorRef sender, ActorSelectionMessage sel) { }
}

public class ActorSelectionMessage : IAutoReceivedMessage, IPossiblyHarmful, IWrappedMessage
{
    public ActorSelectionMessage(object message, bool wildCardFanOut = false) { Message = message; WildCardFanOut = wildCardFanOut; }
    public object Message { get; }
    public bool WildCardFanOut { get; }
}

public static class ActorRefFactoryShared
{
    public static ActorSelection ActorSelection(ActorPath actorPath, ActorSystem system) => new();
    public static ActorSelection ActorSelection(string path, ActorSystem system, IActorRef lookupRoot) => new();
    public static ActorSelection ActorSelection(IActorRef anchorActorRef, string path) => new();
}

public class FutureActorRef<T> : MinimalActorRef
{
    public FutureActorRef(TaskCompletionSource<T> result, ActorPath path, IActorRefProvider provider) { Path = path; Provider = provider; }
    public override ActorPath Path { get; }
    public override IActorRefProvider Provider { get; }
}
