namespace Akka.Actor;

using Akka.Actor.Internal;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;
using Akka.Event;
using Akka.Serialization;

public partial class ActorCell : IUntypedActorContext, ICell
{
    public const int UndefinedUid = 0;

    public ActorCell(ActorSystemImpl system, IInternalActorRef self, Props props, MessageDispatcher dispatcher, IInternalActorRef parent)
    {
        SystemImpl = system;
        Self = self;
        Props = props;
        Dispatcher = dispatcher;
        Parent = parent;
    }

    internal bool IsCreatingActor => true;
    public ActorSystemImpl SystemImpl { get; }
    public ActorSystem System => SystemImpl;
    public IActorRef Self { get; }
    public Props Props { get; }
    public MessageDispatcher Dispatcher { get; }
    public IInternalActorRef Parent { get; }
    IActorRef IActorContext.Parent => Parent;
    public IActorRef Sender => ActorRefs.NoSender;
    public Mailbox Mailbox => null!;
    public object? CurrentMessage => null;
    public bool IsLocal => true;
    public bool IsTerminated => false;
    public bool HasMessages => false;
    public int NumberOfMessages => 0;
    public TimeSpan? ReceiveTimeout => null;
    internal ActorBase? Actor => null;
    public static IActorRef GetCurrentSelfOrNoSender() => InternalCurrentActorCellKeeper.Current?.Self ?? ActorRefs.NoSender;
    public static IActorRef GetCurrentSenderOrNoSender() => InternalCurrentActorCellKeeper.Current?.Sender ?? ActorRefs.NoSender;
    internal static (string Name, long Uid) GetNameAndUid(string name) => (name, 0);
    public void Become(Receive receive) { }
    public void BecomeStacked(Receive receive) { }
    void IUntypedActorContext.Become(UntypedReceive receive) { }
    void IUntypedActorContext.BecomeStacked(UntypedReceive receive) { }
    public void UnbecomeStacked() { }
    IActorRef IActorContext.Child(string name) => ActorRefs.Nobody;
    IEnumerable<IActorRef> IActorContext.GetChildren() => GetChildren();
    public IEnumerable<IInternalActorRef> GetChildren() => [];
    public IInternalActorRef GetSingleChild(string name) => ActorRefs.Nobody;
    public IInternalActorRef GetChildByName(string name) => ActorRefs.Nobody;
    public bool TryGetChildStatsByName(string name, out IChildStats? child) { child = null; return false; }
    public void SetReceiveTimeout(TimeSpan? timeout = null) { }
    public void CheckReceiveTimeout(bool reschedule = true) { }
    public void Stop(IActorRef child) { }
    public void Stop() { }
    public void Start() { }
    public void Suspend() { }
    public void Resume(Exception? causedByFailure) { }
    public void Restart(Exception cause) { }
    public virtual IActorRef ActorOf(Props props, string? name = null) => ActorRefs.Nobody;
    public virtual IActorRef AttachChild(Props props, bool isSystemService, string? name = null) => ActorRefs.Nobody;
    public ActorSelection ActorSelection(ActorPath path) => ActorRefFactoryShared.ActorSelection(path, System);
    public ActorSelection ActorSelection(string path) => ActorRefFactoryShared.ActorSelection(path, System, Self);
    public IActorRef Watch(IActorRef subject) => subject;
    public IActorRef WatchWith(IActorRef subject, object message) => subject;
    public IActorRef Unwatch(IActorRef subject) => subject;
    public virtual void SendMessage(IActorRef sender, object message) { }
    public virtual void SendMessage(Envelope message) { }
    public virtual void SendSystemMessage(ISystemMessage systemMessage) { }
    public void Init(bool sendSupervise, MailboxType mailboxType) { }
    public void Invoke(Envelope envelope) { }
    public void ReceiveMessageForTest(Envelope envelope) { }
    public void UseThreadContext(Action action) { }
    protected virtual void PreStart() { }
    protected virtual ActorBase CreateNewActorInstance() => Props.NewActor();
    protected virtual void ReceiveMessage(object message) { }
    protected virtual void AutoReceiveMessage(Envelope envelope) { }
}

public class LocalActorRef : ActorRefWithCell
{
    public LocalActorRef(ActorSystemImpl system, Props props, MessageDispatcher dispatcher, MailboxType mailboxType, IInternalActorRef supervisor, ActorPath path)
    {
        Path = path;
        Cell = NewActorCell(system, this, props, dispatcher, supervisor);
    }

    public ActorCell Cell { get; }
    public override ICell Underlying => Cell;
    public override IEnumerable<IActorRef> Children => Cell.GetChildren();
    public override ActorPath Path { get; }
    public override IInternalActorRef Parent => Cell.Parent;
    public override IActorRefProvider Provider => Cell.SystemImpl.Provider;
    public override bool IsLocal => true;
    public override bool IsTerminated => Cell.IsTerminated;
    protected virtual ActorCell NewActorCell(ActorSystemImpl system, IInternalActorRef self, Props props, MessageDispatcher dispatcher, IInternalActorRef supervisor) => new(system, self, props, dispatcher, supervisor);
    public override IInternalActorRef GetSingleChild(string name) => Cell.GetSingleChild(name);
    public override IActorRef GetChild(IReadOnlyList<string> name) => ActorRefs.Nobody;
    public override void Resume(Exception? causedByFailure = null) { }
    public override void Start() { }
    public override void Stop() { }
    public override void Restart(Exception cause) { }
    public override void Suspend() { }
    public override void SendSystemMessage(ISystemMessage message) { }
    protected override void TellInternal(object message, IActorRef sender) { }
}

public class Deployer
{
    public Deployer(Settings settings) { }
    public virtual Deploy ParseConfig(string key, Configuration.Config config) => Deploy.None;
    public Deploy? Lookup(ActorPath path) => null;
    public void SetDeploy(Deploy deploy) { }
}

public sealed partial class LocalActorRefProvider : IActorRefProvider
{
    public LocalActorRefProvider(string systemName, Settings settings, EventStream eventStream) { Settings = settings; EventStream = eventStream; Deployer = new(settings); }
    public EventStream EventStream { get; }
    public ILoggingAdapter Log => null!;
    public IInternalActorRef RootGuardian => null!;
    public LocalActorRef Guardian => null!;
    public LocalActorRef SystemGuardian => null!;
    public IActorRef DeadLetters => null!;
    public IActorRef IgnoreRef => null!;
    public ActorPath RootPath => null!;
    public Settings Settings { get; }
    public Deployer Deployer { get; }
    public IInternalActorRef TempContainer => null!;
    public Task TerminationTask => Task.CompletedTask;
    public Address DefaultAddress => RootPath.Address;
    public Information SerializationInformation => null!;
    public IActorRef RootGuardianAt(Address address) => DeadLetters;
    public void Init(ActorSystemImpl system) { }
    public ActorPath TempPath() => RootPath;
    public void RegisterTempActor(IInternalActorRef actorRef, ActorPath path) { }
    public void UnregisterTempActor(ActorPath path) { }
    public void RegisterExtraName(string name, IInternalActorRef actor) { }
    public FutureActorRef<T> CreateFutureRef<T>(TaskCompletionSource<T> tcs) => new(tcs, TempPath(), this);
    public IInternalActorRef ActorOf(ActorSystemImpl system, Props props, IInternalActorRef supervisor, ActorPath path, bool systemService, Deploy? deploy, bool lookupDeploy, bool async) => ActorRefs.Nobody;
    public IActorRef ResolveActorRef(string path) => DeadLetters;
    public IActorRef ResolveActorRef(ActorPath actorPath) => DeadLetters;
    public Address? GetExternalAddressFor(Address address) => null;
    internal void UseTempPrefix(string prefix) { }
    internal void RegisterUnderTemp(string name) { }
    internal IInternalActorRef InternalResolve(ActorPath path) => ActorRefs.Nobody;
}
