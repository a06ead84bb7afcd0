namespace Akka.Actor;

using Akka.Actor.Internal;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;

/// <summary>The reference to an actor of this process.</summary>
public class LocalActorRef : ActorRefWithCell
{
    private readonly ActorPath _path;
    private readonly ActorCell _cell;

    public LocalActorRef(
        ActorSystemImpl system, Props props, MessageDispatcher dispatcher, MailboxType mailboxType, IInternalActorRef supervisor, ActorPath path)
        : this(system, props, dispatcher, mailboxType, supervisor, path, sendSupervise: true)
    {
    }

    internal LocalActorRef(
        ActorSystemImpl system,
        Props props,
        MessageDispatcher dispatcher,
        MailboxType mailboxType,
        IInternalActorRef supervisor,
        ActorPath path,
        bool sendSupervise)
    {
        System = system;
        Props = props;
        Dispatcher = dispatcher;
        MailboxType = mailboxType;
        Supervisor = supervisor;
        _path = path;
#pragma warning disable CA2214 // The point of the hook is to be asked here: a cell is part of its reference.
        _cell = NewActorCell(system, this, props, dispatcher, supervisor);
#pragma warning restore CA2214
        _cell.Init(sendSupervise, mailboxType);
    }

    public ActorCell Cell => _cell;

    public override ICell Underlying => _cell;

    public override IEnumerable<IActorRef> Children => _cell.GetChildren();

    public override ActorPath Path => _path;

    public override IInternalActorRef Parent => _cell.Parent;

    public override IActorRefProvider Provider => _cell.SystemImpl.Provider;

    public override bool IsLocal => true;

    public override bool IsTerminated => _cell.IsTerminated;

    protected ActorSystem System { get; }

    protected Props Props { get; }

    protected MessageDispatcher Dispatcher { get; }

    protected MailboxType MailboxType { get; }

    protected IInternalActorRef Supervisor { get; }

    public override void Start() => _cell.Start();

    public override void Suspend() => _cell.Suspend();

    public override void Resume(Exception? causedByFailure = null) => _cell.Resume(causedByFailure);

    public override void Restart(Exception cause) => _cell.Restart(cause);

    public override void Stop() => _cell.Stop();

    public override void SendSystemMessage(ISystemMessage message) => _cell.SendSystemMessage(message);

    public override IInternalActorRef GetSingleChild(string name) => _cell.GetSingleChild(name);

    public override IActorRef GetChild(IReadOnlyList<string> name)
    {
        IInternalActorRef current = this;
        for (var i = 0; i < name.Count; i++)
        {
            var next = name[i] switch
            {
                "" => current,
                ".." => current.Parent,
                _ when current is ActorRefWithCell here => here.GetSingleChild(name[i]),
                _ => null,
            };
            switch (next)
            {
                case null:
                    return current.GetChild([.. name.Skip(i)]);
                case Nobody:
                    return ActorRefs.Nobody;
                default:
                    current = next;
                    break;
            }
        }

        return current;
    }

    protected override void TellInternal(object message, IActorRef sender) => _cell.SendMessage(sender, message);

    protected virtual ActorCell NewActorCell(
        ActorSystemImpl system, IInternalActorRef self, Props props, MessageDispatcher dispatcher, IInternalActorRef supervisor) =>
        new(system, self, props, dispatcher, supervisor);
}
