namespace Akka.Actor;

using Akka.Actor.Internal;
using Akka.Dispatch.SysMsg;

/// <summary>The inside of a local actor, as its reference sees it.</summary>
public interface ICell
{
    IActorRef Self { get; }

    ActorSystem System { get; }

    ActorSystemImpl SystemImpl { get; }

    IInternalActorRef Parent { get; }

    Props Props { get; }

    bool IsLocal { get; }

    bool IsTerminated { get; }

    bool HasMessages { get; }

    int NumberOfMessages { get; }

    void Start();

    void Suspend();

    void Resume(Exception? causedByFailure);

    void Restart(Exception cause);

    void Stop();

    IEnumerable<IInternalActorRef> GetChildren();

    /// <summary>The child of that name; with <c>#uid</c> only that incarnation.</summary>
    IInternalActorRef GetSingleChild(string name);

    IInternalActorRef GetChildByName(string name);

    bool TryGetChildStatsByName(string name, out IChildStats? child);

    void SendMessage(IActorRef sender, object message);

    void SendSystemMessage(ISystemMessage message);
}
