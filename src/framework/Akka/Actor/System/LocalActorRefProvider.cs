namespace Akka.Actor;

using System.Collections.Concurrent;
using Akka.Actor.Internal;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;
using Akka.Serialization;

/// <summary>The provider of a system that stays in its process; others build on it.</summary>
public sealed partial class LocalActorRefProvider : IActorRefProvider
{
    private readonly ConcurrentDictionary<(Type Type, string Dispatcher, string? Mailbox), MailboxType> _mailboxTypes = new();
    private readonly Dictionary<string, IInternalActorRef> _extraNames = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource<Status> _terminated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly RootActorPath _rootPath;
    private readonly ActorPath _tempNode;
    private readonly IInternalActorRef _deadLetters;
    private readonly IActorRef _ignoreRef;
    private ActorSystemImpl? _system;
    private RootGuardianActorRef? _rootGuardian;
    private LocalActorRef? _userGuardian;
    private LocalActorRef? _systemGuardian;
    private VirtualPathContainer? _tempContainer;
    private Information? _serializationInformation;
    private long _tempNumber = -1;

    public LocalActorRefProvider(string systemName, Settings settings, EventStream eventStream)
        : this(systemName, settings, eventStream, null, null)
    {
    }

    public LocalActorRefProvider(
        string systemName, Settings settings, EventStream eventStream, Deployer? deployer, Func<ActorPath, IInternalActorRef>? deadLettersFactory)
    {
        Settings = settings;
        EventStream = eventStream;
        Deployer = deployer ?? new Deployer(settings);
        _rootPath = new RootActorPath(new Address("akka", systemName));
        _tempNode = _rootPath / "temp";
        Log = Logging.GetLogger(eventStream, "LocalActorRefProvider(" + _rootPath.Address + ")");
        _deadLetters = deadLettersFactory is null
            ? new DeadLetterActorRef(this, _rootPath / "deadLetters", eventStream)
            : deadLettersFactory(_rootPath / "deadLetters");
        _ignoreRef = new IgnoreActorRef(this);
    }

    public EventStream EventStream { get; }

    public ILoggingAdapter Log { get; }

    public Settings Settings { get; }

    public Deployer Deployer { get; }

    public IActorRef DeadLetters => _deadLetters;

    public IActorRef IgnoreRef => _ignoreRef;

    public ActorPath RootPath => _rootPath;

    public IInternalActorRef RootGuardian => _rootGuardian!;

    public LocalActorRef Guardian => _userGuardian!;

    public LocalActorRef SystemGuardian => _systemGuardian!;

    public IInternalActorRef TempContainer => _tempContainer!;

    public Task TerminationTask => _terminated.Task;

    public Address DefaultAddress => _rootPath.Address;

    public Information SerializationInformation => _serializationInformation ??= new Information(_rootPath.Address, _system!);

    public IActorRef RootGuardianAt(Address address) => address.Equals(_rootPath.Address) ? RootGuardian : DeadLetters;

    /// <summary>Makes the guardians and starts the loggers.</summary>
    public void Init(ActorSystemImpl system)
    {
        _system = system;
        var dispatcher = system.Dispatchers.Lookup(Dispatchers.InternalDispatcherId);
        var userDispatcher = system.Dispatchers.DefaultGlobalDispatcher;
        var mailbox = system.Mailboxes.Lookup(Mailboxes.DefaultMailboxId) is UnboundedMailbox unbounded ? unbounded : new UnboundedMailbox();

        var supervisor = new RootGuardianSupervisor(_rootPath, this, _terminated, Log);
        var rootProps = Props.Create<GuardianActor>().WithSupervisorStrategy(
            new OneForOneStrategy(cause =>
            {
                Log.Log(LogLevel.ErrorLevel, cause, "guardian failed, shutting down system");
                return Directive.Stop;
            }));
        _rootGuardian = new RootGuardianActorRef(system, rootProps, dispatcher, mailbox, supervisor, _rootPath, _deadLetters, _extraNames);
        _rootGuardian.Start();

        var userProps = Props.Create<GuardianActor>().WithSupervisorStrategy(
            SupervisorStrategyConfigurator.CreateConfigurator(Settings.SupervisorStrategyClass).Create());
        _userGuardian = Below(_rootGuardian, "user", userProps, userDispatcher, mailbox);
        _systemGuardian = Below(_rootGuardian, "system", Props.Create(() => new SystemGuardianActor(_userGuardian)), dispatcher, mailbox);
        _tempContainer = new VirtualPathContainer(system.Provider, _tempNode, _rootGuardian, Log);
        _rootGuardian.SetTempContainer(_tempContainer);

        _systemGuardian.SendSystemMessage(new Akka.Dispatch.SysMsg.Watch(_userGuardian, _systemGuardian));
        _rootGuardian.SendSystemMessage(new Akka.Dispatch.SysMsg.Watch(_systemGuardian, _rootGuardian));
        EventStream.StartDefaultLoggers(system);
    }

    /// <summary>Adds a name below the root that no actor has.</summary>
    public void RegisterExtraName(string name, IInternalActorRef actor)
    {
        lock (_extraNames)
        {
            _extraNames.Add(name, actor);
        }
    }

    public ActorPath TempPath() => new ChildActorPath(_tempNode, Util.Base64Names.Encode(Interlocked.Increment(ref _tempNumber)), ActorCell.UndefinedUid);

    public void RegisterTempActor(IInternalActorRef actorRef, ActorPath path)
    {
        if (!path.Parent.Equals(_tempNode))
        {
            throw new InvalidOperationException("Cannot RegisterTempActor() with anything not obtained from tempPath()");
        }

        _tempContainer!.AddChild(path.Name, actorRef);
    }

    public void UnregisterTempActor(ActorPath path)
    {
        if (!path.Parent.Equals(_tempNode))
        {
            throw new InvalidOperationException("Cannot UnregisterTempActor() with anything not obtained from tempPath()");
        }

        _tempContainer!.RemoveChild(path.Name);
    }

    public FutureActorRef<T> CreateFutureRef<T>(TaskCompletionSource<T> tcs) => new(tcs, _system!.Provider);

    public Address? GetExternalAddressFor(Address address) => address.Equals(_rootPath.Address) ? address : null;

    private LocalActorRef Below(RootGuardianActorRef root, string name, Props props, MessageDispatcher dispatcher, MailboxType mailbox)
    {
        root.Cell.ReserveChild(name);
        var guardian = new LocalActorRef(_system!, props, dispatcher, mailbox, root, _rootPath / name, sendSupervise: false);
        root.Cell.InitChild(guardian);
        guardian.Start();
        return guardian;
    }
}
