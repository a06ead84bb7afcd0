namespace Akka.Remote.Engine;

using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Remote.Serialization.Proto.Msg;
using Akka.Remote.Transport.Tcp;
using Akka.Remote.Wire;

/// <summary>The transport of this implementation: one TCP port, an <see cref="Association"/> for each address it has to do with.</summary>
internal sealed partial class Remoting : RemoteTransport, IConnectionOwner
{
    private readonly ConcurrentDictionary<Address, Association> _associations = new();
    private readonly ConcurrentDictionary<Connection, bool> _strangers = new();
    private readonly Lock _ticking = new();
    private readonly Config _detectorConfig;
    private readonly string _detectorClass;
    private readonly LogLevel? _lifecycleLevel;
    private TcpTransport? _transport;
    private Address? _localAddress;
    private Timer? _timer;
    private int _stopped;

    public Remoting(ExtendedActorSystem system, RemoteActorRefProvider provider)
        : base(system, provider)
    {
        Settings = provider.RemoteSettings;
        var config = Settings.Config;
        if (Settings.Transports is not [var transport])
        {
            throw new ConfigurationException(
                $"akka.remote.enabled-transports names {Settings.Transports.Length} transports: this implementation has exactly one, akka.remote.dot-netty.tcp");
        }

        if (transport.Adapters.Count > 0)
        {
            throw new ConfigurationException($"akka.remote.dot-netty.tcp.applied-adapters = [{string.Join(", ", transport.Adapters)}]: there are none here");
        }

        Tcp = new TcpSettings(transport.Config);
        HandshakeTimeout = config.GetTimeSpan("akka.remote.handshake-timeout");
        _detectorConfig = config.GetConfig("akka.remote.transport-failure-detector");
        _detectorClass = _detectorConfig.GetString("implementation-class", "");
        HeartbeatInterval = _detectorConfig.GetTimeSpan("heartbeat-interval");
        UseUntrustedMode = Settings.UntrustedMode;
        var level = Settings.RemoteLifecycleEventsLogLevel;
        _lifecycleLevel = level is "OFF" or "FALSE" ? null : Logging.LogLevelFor(level);
        logRemoteLifeCycleEvents = _lifecycleLevel is not null;
    }

    public RemoteSettings Settings { get; }

    public TcpSettings Tcp { get; }

    public TimeSpan HandshakeTimeout { get; }

    public TimeSpan HeartbeatInterval { get; }

    public Address LocalAddress => _localAddress ?? throw new RemoteTransportException("Remoting has not been started");

    /// <summary>The port that is listened on; others may be told another one.</summary>
    public int BoundPort => _transport!.BoundPort;

    public MessageCodec Codec { get; private set; } = null!;

    public RefPaths Paths { get; private set; } = null!;

    /// <summary>The frame that says who this node is.</summary>
    public byte[] Introduction { get; private set; } = null!;

    public override ISet<Address> Addresses => _localAddress is { } address ? new HashSet<Address> { address } : [];

    public override Address DefaultAddress => LocalAddress;

    public override void Start()
    {
        var protocol = RemoteSettings.AkkaScheme + "." + Tcp.TransportProtocol;
        try
        {
            _transport = new TcpTransport(Tcp, SocketWire.Create, OnAccepted, e => Log.Debug("A connection could not be taken in: {0}", e.Message));
            var (host, port) = _transport.ListenAsync().WaitAsync(Settings.StartupTimeout).GetAwaiter().GetResult();
            _localAddress = new Address(protocol, System.Name, host, port);
        }
        catch (Exception e)
        {
            _transport?.Dispose();
            System.EventStream.Publish(new RemotingErrorEvent(e));
            Log.Error(e, "Remoting could not be started");
            throw;
        }

        Codec = new MessageCodec(System, LocalAddress);
        Paths = new RefPaths(LocalAddress);
        Introduction = ControlFrames.Associate(
            new AddressData
            {
                // Here, and only here, the wire has the transport's own name: "tcp", not "akka.tcp".
                Protocol = Tcp.TransportProtocol,
                System = LocalAddress.System,
                Hostname = LocalAddress.Host,
                Port = (uint)LocalAddress.Port!.Value,
            },
            AddressUidExtension.Uid(System));
    }

    /// <summary>From here on others are heard. The node knows its own address, and its actors exist.</summary>
    public void BeginAccepting()
    {
        _transport!.BeginAccepting();
        var shortest = new[] { HeartbeatInterval, Settings.SysResendTimeout, Settings.RetryGateClosedFor, HandshakeTimeout }.Min();
        var period = TimeSpan.FromMilliseconds(Math.Clamp(shortest.TotalMilliseconds / 4, 20, 250));
        _timer = new Timer(_ => Tick(), null, period, period);
        Log.Info("Remoting started; listening on addresses : [{0}]", LocalAddress);
        Publish(new RemotingListenEvent([LocalAddress]));
    }

    public override async Task Shutdown()
    {
        if (Interlocked.Exchange(ref _stopped, 1) != 0)
        {
            return;
        }

        _transport?.Dispose();
        foreach (var stranger in _strangers.Keys)
        {
            stranger.Close(new AssociationEnded(CloseKind.ShuttingDown, "this node is shutting down"));
        }

        await Task.WhenAll(_associations.Values.Select(a => a.ShutdownAsync(Settings.FlushWait))).ConfigureAwait(false);
        if (_timer is not null)
        {
            await _timer.DisposeAsync().ConfigureAwait(false);
        }

        Log.Info("Remoting shut down.");
        Publish(new RemotingShutdownEvent());
    }

    public override Address LocalAddressForRemote(Address remote) =>
        remote.Protocol == LocalAddress.Protocol
            ? LocalAddress
            : throw new RemoteTransportException($"No transport is responsible for address [{remote}]: this node speaks [{LocalAddress.Protocol}]");

    public override Task<bool> ManagementCommand(object cmd) => Task.FromResult(false);

    public override Task<bool> ManagementCommand(object cmd, CancellationToken cancellationToken) => ManagementCommand(cmd);

    public override void Quarantine(Address address, int? uid) => AssociationWith(address).Quarantine(uid);

    public override void Send(object message, IActorRef sender, RemoteActorRef recipient)
    {
        if (Volatile.Read(ref _stopped) != 0)
        {
            ToDeadLetters(message, sender, recipient);
            return;
        }

        (recipient.Association ??= AssociationWith(recipient.Path.Address)).Send(message, sender, recipient);
    }

    public Association AssociationWith(Address address) => _associations.GetOrAdd(address, a => new Association(this, a));

    public Task<IWire> DialAsync(Address address)
    {
        if (address.Protocol != LocalAddress.Protocol)
        {
            throw new RemoteTransportException($"No transport is responsible for address [{address}]: this node speaks [{LocalAddress.Protocol}]");
        }

        return address is { Host: { } host, Port: { } port }
            ? _transport!.DialAsync(host, port)
            : throw new RemoteTransportException($"[{address}] names no host and port");
    }

    public Connection NewConnection(IWire wire, bool inbound, Association? association)
    {
        var detector = FailureDetectorLoader.Load(_detectorClass, _detectorConfig, System);
        // The first heartbeat: silence counts from the beginning.
        detector.HeartBeat();
        return new Connection(wire, inbound, Tcp.MaximumFrameSize, detector, this)
        {
            Context = new Peer { Association = association, Reader = new InboundReader(this) },
        };
    }

    public void Publish(ref AfterLock after, RemotingLifecycleEvent happened) => after.Add(() => Publish(happened));

    private void Publish(RemotingLifecycleEvent happened)
    {
        System.EventStream.Publish(happened);
        if (_lifecycleLevel is { } lowest && happened.LogLevel() >= lowest)
        {
            Log.Log(happened.LogLevel(), null, happened.ToString()!);
        }
    }

    private void Tick()
    {
        if (!_ticking.TryEnter())
        {
            return;
        }

        try
        {
            foreach (var association in _associations.Values)
            {
                association.Tick();
            }

            foreach (var stranger in _strangers.Keys)
            {
                if (Environment.TickCount64 - stranger.OpenedAt > HandshakeTimeout.TotalMilliseconds)
                {
                    stranger.Close(new AssociationEnded(CloseKind.Handshake, "it did not say who it is in time"));
                }
            }
        }
        catch (Exception e)
        {
            Log.Error(e, "Looking after the associations failed");
        }
        finally
        {
            _ticking.Exit();
        }
    }
}
