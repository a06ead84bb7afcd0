namespace Akka.Remote;

using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Configuration;
using Akka.Event;
using Akka.Remote.Configuration;
using Akka.Remote.Engine;
using Akka.Serialization;

/// <summary>
/// The provider of an actor system that can be reached: actors of this system are the local provider's business, everything with
/// another address is a <see cref="RemoteActorRef"/>.
/// </summary>
public class RemoteActorRefProvider : IRemoteActorRefProvider
{
    private readonly LocalActorRefProvider _local;
    private ActorSystemImpl? _system;
    private Engine.Remoting? _remoting;
    private IActorRef? _remoteWatcher;

    /// <exception cref="ConfigurationException">A setting of akka.remote makes no sense.</exception>
    public RemoteActorRefProvider(string systemName, Settings settings, EventStream eventStream)
    {
        settings.InjectTopLevelFallback(RemoteConfigFactory.Default());
        RemoteSettings = new RemoteSettings(settings.Config);
        _local = new LocalActorRefProvider(systemName, settings, eventStream);
        Deployer = _local.Deployer;
    }

    public RemoteSettings RemoteSettings { get; }

    public Deployer Deployer { get; protected set; }

    public RemoteTransport Transport => Remoting;

    public IActorRef RemoteWatcher => _remoteWatcher ?? ActorRefs.Nobody;

    /// <summary>Nobody: actors aren't deployed here by other nodes.</summary>
    public IInternalActorRef RemoteDaemon => ActorRefs.Nobody;

    public IInternalActorRef RootGuardian => _local.RootGuardian;

    public LocalActorRef Guardian => _local.Guardian;

    public LocalActorRef SystemGuardian => _local.SystemGuardian;

    public IActorRef DeadLetters => _local.DeadLetters;

    public IActorRef IgnoreRef => _local.IgnoreRef;

    public ActorPath RootPath => _local.RootPath;

    public Settings Settings => _local.Settings;

    public IInternalActorRef TempContainer => _local.TempContainer;

    public Task TerminationTask => _local.TerminationTask;

    public Address DefaultAddress => Remoting.DefaultAddress;

    public Information SerializationInformation => new(DefaultAddress, _system!);

    private Engine.Remoting Remoting => _remoting ?? throw new InvalidOperationException("Remoting has not been initialized yet");

    public virtual void Init(ActorSystemImpl system)
    {
        _system = system;
        _local.Init(system);
        _remoting = new Engine.Remoting(system, this);
        _remoting.Start();
        _remoteWatcher = CreateRemoteWatcher(system);
        system.SystemActorOf(Props.Create(() => new RemotingTerminator(_remoting)), "remoting-terminator");
        // Only now: whoever knocks finds the system's actors in place.
        _remoting.BeginAccepting();
    }

    public IActorRef RootGuardianAt(Address address) =>
        HasAddress(address) ? RootGuardian : CreateRemoteRef(new RootActorPath(address), Transport.LocalAddressForRemote(address));

    public ActorPath TempPath() => _local.TempPath();

    public void RegisterTempActor(IInternalActorRef actorRef, ActorPath path) => _local.RegisterTempActor(actorRef, path);

    public void UnregisterTempActor(ActorPath path) => _local.UnregisterTempActor(path);

    public FutureActorRef<T> CreateFutureRef<T>(TaskCompletionSource<T> tcs) => _local.CreateFutureRef(tcs);

    /// <exception cref="ConfigurationException">The deployment asks for another node.</exception>
    public IInternalActorRef ActorOf(
        ActorSystemImpl system, Props props, IInternalActorRef supervisor, ActorPath path, bool systemService, Deploy? deploy, bool lookupDeploy, bool async)
    {
        var scope = (deploy?.Scope as RemoteScope) ?? (props.Deploy?.Scope as RemoteScope);
        return scope is null || HasAddress(scope.Address)
            ? _local.ActorOf(system, props, supervisor, path, systemService, deploy, lookupDeploy, async)
            : throw new ConfigurationException(
                $"The deployment of [{path}] asks for [{scope.Address}], and this implementation of Akka.Remote deploys no actors on other nodes: "
                + "create it there, and send messages to it");
    }

    public IActorRef ResolveActorRef(string path)
    {
        if (!ActorPath.TryParse(path, out var actorPath))
        {
            if (path.Length > 0)
            {
                Log.Debug("resolve of unknown path [{0}] failed", path);
            }

            return DeadLetters;
        }

        return ResolveActorRef(actorPath);
    }

    public IActorRef ResolveActorRef(ActorPath actorPath)
    {
        if (!HasAddress(actorPath.Address))
        {
            return TryLocalAddressFor(actorPath.Address) is { } local
                ? CreateRemoteRef(actorPath, local)
                : new EmptyLocalActorRef(this, actorPath, _system!.EventStream);
        }

        return IgnoreActorRef.IsIgnoreRefPath(actorPath) ? IgnoreRef : _local.Resolve(actorPath);
    }

    public IActorRef InternalResolveActorRef(string path) => ResolveActorRef(path);

    public IInternalActorRef ResolveActorRefWithLocalAddress(string path, Address localAddress) => (IInternalActorRef)ResolveActorRef(path);

    public Address GetExternalAddressFor(Address address) => HasAddress(address) ? DefaultAddress : TryLocalAddressFor(address)!;

    public bool HasAddress(Address address) =>
        address.Equals(_local.RootPath.Address) || (_remoting is { } remoting && address.Equals(remoting.LocalAddress));

    public Deploy LookUpRemotes(IEnumerable<string> p) => Deploy.None;

    public void UseActorOnNode(RemoteActorRef actor, Props props, Deploy deploy, IInternalActorRef supervisor) =>
        throw new NotSupportedException("This implementation of Akka.Remote deploys no actors on other nodes: create the actor there, and send messages to it");

    public void Quarantine(Address address, int? uid) => Transport.Quarantine(address, uid);

    protected virtual IActorRef CreateRemoteWatcher(ActorSystemImpl system) => system.SystemActorOf(
        RemoteSettings.ConfigureDispatcher(Akka.Remote.RemoteWatcher.Props(
            CreateRemoteWatcherFailureDetector(system),
            RemoteSettings.WatchHeartBeatInterval,
            RemoteSettings.WatchUnreachableReaperInterval,
            RemoteSettings.WatchHeartbeatExpectedResponseAfter)),
        "remote-watcher");

    protected DefaultFailureDetectorRegistry<Address> CreateRemoteWatcherFailureDetector(ActorSystem system) => new(
        () => FailureDetectorLoader.Load(
            RemoteSettings.WatchFailureDetectorImplementationClass, RemoteSettings.WatchFailureDetectorConfig, system));

    protected virtual IInternalActorRef CreateRemoteRef(ActorPath actorPath, Address localAddress) =>
        new RemoteActorRef(Transport, localAddress, actorPath, ActorRefs.Nobody, Props.None, Deploy.None);

    protected virtual IInternalActorRef CreateRemoteRef(Props props, IInternalActorRef supervisor, Address localAddress, ActorPath rpath, Deploy deployment) =>
        new RemoteActorRef(Transport, localAddress, rpath, supervisor, props, deployment);

    private ILoggingAdapter Log => Remoting.Log;

    private Address? TryLocalAddressFor(Address remote) =>
        remote.Protocol == Remoting.LocalAddress.Protocol && remote is { Host: not null, Port: not null } ? Remoting.LocalAddress : null;
}
