namespace Akka.Remote.Engine;

using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Remote.Serialization.Proto.Msg;
using Akka.Remote.Transport;
using Akka.Remote.Transport.DotNetty;
using Akka.Remote.Transport.Tcp;
using Akka.Remote.Transport.Tls;
using Akka.Remote.Wire;

/// <summary>The transport of this implementation: one TCP port, an <see cref="Association"/> for each address it has to do with.</summary>
internal sealed partial class Remoting : RemoteTransport, IConnectionOwner
{
    private readonly ConcurrentDictionary<Address, Association> _associations = new();
    private readonly FairPlaces<Connection> _strangers = new(TransportLimits.Strangers);
    private readonly FairPlaces<Connection> _guests = new(TransportLimits.Guests, static c => ((Peer)c.Context!).HeardAt);
    private readonly SharedBytes _sendMemory = new(TransportLimits.SendMemory);
    private readonly SharedBytes _receiveMemory = new(TransportLimits.ReceiveMemory);
    private readonly Grumbler _ends = new(20, () => Environment.TickCount64);
    private int _dials;
    private TimeSpan _period = TimeSpan.FromMilliseconds(250);
    private readonly Lock _ticking = new();
    private readonly Config _detectorConfig;
    private readonly string _detectorClass;
    private readonly LogLevel? _lifecycleLevel;
    private readonly WireFactory _wires;
    private readonly Adapters? _adapters;
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

        _adapters = Adapters.Applied(transport.Adapters);
        Tcp = new TcpSettings(transport.Config);
        _wires = Wires(transport.Config.GetConfig("ssl"));
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
        var transport = _adapters?.Scheme + Tcp.TransportProtocol;
        var protocol = RemoteSettings.AkkaScheme + "." + transport;
        try
        {
            _transport = new TcpTransport(Tcp, _wires, OnAccepted, OnAcceptTrouble);
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
                Protocol = transport,
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
        var period = _period = TimeSpan.FromMilliseconds(Math.Clamp(shortest.TotalMilliseconds / 4, 20, 250));
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
        foreach (var stranger in _strangers.All)
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

    /// <summary>True when an adapter is applied that knows the command.</summary>
    public override Task<bool> ManagementCommand(object cmd)
    {
        var end = cmd switch
        {
            ForceDisassociate plain => (plain.Address, Reason: DisassociateInfo.Unknown),
            ForceDisassociateExplicitly reasoned => (reasoned.Address, reasoned.Reason),
            _ => default,
        };
        if (end.Address is null || _adapters is null)
        {
            return Task.FromResult(_adapters?.Obeys(cmd) ?? false);
        }

        foreach (var (address, association) in _associations)
        {
            if (Adapters.Matches(address, end.Address))
            {
                association.Disassociate(end.Reason);
            }
        }

        return Task.FromResult(true);
    }

    public override Task<bool> ManagementCommand(object cmd, CancellationToken cancellationToken) => ManagementCommand(cmd);

    public override void Quarantine(Address address, int? uid)
    {
        Association association;
        do
        {
            association = AssociationWith(address);
            association.Quarantine(uid);
        }
        while (association.IsForgotten);
    }

    public override void Send(object message, IActorRef sender, RemoteActorRef recipient)
    {
        if (Volatile.Read(ref _stopped) != 0)
        {
            ToDeadLetters(message, sender, recipient);
            return;
        }

        if (recipient.Association is not { IsForgotten: false } association)
        {
            recipient.Association = association = AssociationWith(recipient.Path.Address);
        }

        association.Send(message, sender, recipient);
    }

    public Association AssociationWith(Address address)
    {
        while (true)
        {
            var association = _associations.GetOrAdd(address, a => new Association(this, a));
            if (!association.IsForgotten)
            {
                return association;
            }

            _associations.TryRemove(KeyValuePair.Create(address, association));
        }
    }

    /// <summary>Bytes that all associations hold for others.</summary>
    public SharedBytes SendMemory => _sendMemory;

    public bool MayLogEnd(out string more) => _ends.May(out more);

    /// <exception cref="RemoteTransportException">It is no address of ours, or too many are dialled already.</exception>
    public async Task<IWire> DialAsync(Address address)
    {
        try
        {
            return Interlocked.Increment(ref _dials) <= TransportLimits.Dials
                ? await DialOneAsync(address).ConfigureAwait(false)
                : throw new RemoteTransportException($"{TransportLimits.Dials} other addresses are being dialled");
        }
        finally
        {
            Interlocked.Decrement(ref _dials);
        }
    }

    /// <exception cref="ConfigurationException">TLS is asked for, and what is said about it makes no sense.</exception>
    private WireFactory Wires(Config ssl)
    {
        if (!Tcp.EnableSsl)
        {
            return SocketWire.Create;
        }

        var setup = System.Settings.Setup.Get<DotNettySslSetup>();
        var policy = new TlsPolicy(ssl, setup.HasValue ? setup.Value : null);
        if (policy.Concern(DateTime.Now) is { } concern)
        {
            Log.Warning("{0}", concern);
        }

        return TlsWire.Under(policy);
    }

    private Task<IWire> DialOneAsync(Address address)
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
        var peer = new Peer { Association = association, Reader = inbound ? null : new InboundReader(this) };
        Func<bool>? loses = null;
        if (_adapters is { } adapters)
        {
            wire = new AdaptedWire(wire, (outbound, bytes) => adapters.PassAsync(peer.Association?.Remote, outbound, bytes));
            loses = () => adapters.LosesOutbound(peer.Association?.Remote);
        }

        return new Connection(wire, inbound, Tcp.MaximumFrameSize, inbound ? null : NewDetector(), this, _sendMemory, _receiveMemory, loses)
        {
            // Whoever only knocks gets nothing that takes room.
            IsStranger = inbound,
            Context = peer,
        };
    }

    private FailureDetector NewDetector()
    {
        var detector = FailureDetectorLoader.Load(_detectorClass, _detectorConfig, System);
        // The first heartbeat: silence counts from the beginning.
        detector.HeartBeat();
        return detector;
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

    /// <summary>Optimized from the start: it goes through thousands of associations, but is called too seldom to be compiled again soon.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Tick()
    {
        if (!_ticking.TryEnter())
        {
            return;
        }

        try
        {
            var patience = (int)(TransportLimits.FrameTime / _period);
            foreach (var (address, association) in _associations)
            {
                if (association.Tick(patience))
                {
                    _associations.TryRemove(KeyValuePair.Create(address, association));
                }
            }

            var (now, handshake) = (Environment.TickCount64, (long)HandshakeTimeout.TotalMilliseconds);
            foreach (var stranger in _strangers.All)
            {
                if (now - stranger.OpenedAt > handshake)
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
