namespace Akka.P2P.Node.Hosting;

using System.Net;
using System.Threading.Channels;
using Akka.Actor;
using Akka.Configuration;
using Akka.P2P.Actors.Metering;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Actors.Settings;
using Akka.P2P.Actors.Storing;
using Akka.P2P.Actors.Tracking;
using Akka.P2P.Core.Catalogue;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Swarms;
using Akka.P2P.Core.Talking;
using Akka.P2P.Node.Operating;
using static Akka.P2P.Actors.Operating.NodeCommands;

/// <summary>
/// One node of the swarm in this process: an ActorSystem named <c>p2p</c> with a tracker, a peer, or both, as configured. Every
/// command that opens a port runs this, <c>demo</c> and <c>node</c> alike.
/// </summary>
/// <remarks>
/// Files: this one starts and stops; <c>NodeHost.Peer.cs</c> is what the commands ask of the peer; <c>NodeHost.Rebuilding.cs</c> replaces an
/// ActorSystem that another node has quarantined; <c>NodeHost.Duties.cs</c> writes down what it does, and takes it up again.
/// </remarks>
internal sealed partial class NodeHost : IAsyncDisposable
{
    public const string SystemName = "p2p";

    private const string FoundOut = "found out at the start";

    private readonly PeerSettings _peerSettings;
    private readonly TrackerSettings _trackerSettings;
    private readonly NodeIdentity _identity;
    private readonly WorkPool _pool;
    private readonly NodeMeters _meters;
    private readonly ITorrentCatalogue? _catalogue;
    private readonly TransferLimits _limits = new();
    private readonly NodeDuties _duties;
    private readonly TargetLocks _targets = new();
    private readonly TransferFiles? _files;
    private readonly InboxRing _inbox;

    // A command reads the events as they come; progress is paced by its interval, so the backlog of a slow reader stays small.
    private readonly Channel<IPeerEvent> _events = Channel.CreateUnbounded<IPeerEvent>(new UnboundedChannelOptions { SingleReader = true });
    private volatile NodeIncarnation _incarnation;

    private NodeHost(
        LayeredConfig layers, NodeSettings settings, PeerSettings peerSettings, TrackerSettings trackerSettings, NodeIdentity identity,
        ITorrentCatalogue? catalogue, DutyFile? dutyFile, NodeIncarnation first)
    {
        _dutyFile = dutyFile;
        _duties = new NodeDuties(DutiesChanged);
        Settings = settings;
        Layers = Rebinding(layers, first.Address);
        _trackerSettings = trackerSettings;
        _identity = identity;
        _catalogue = catalogue;
        _incarnation = first;
        Self = new SwarmPeer(identity.Id, first.Address);
        Trackers = settings.IsTracker && peerSettings.Trackers.IsEmpty ? [Self.Address] : peerSettings.Trackers;
        _peerSettings = peerSettings with { Trackers = [.. Trackers] };
        _pool = new WorkPool(peerSettings.IoThreads);
        Limits = new LimitOrders(
            _limits, new RatePair(peerSettings.UploadLimit, peerSettings.DownloadLimit), static () => TimeProvider.System.GetElapsedTime(0));
        _meters = new NodeMeters(settings.Name);
        _meters.WatchPool(() => _pool.QueueLength);
        _pace = new RebuildPace(settings.RebuildBackoff);
        _files = settings.IsPeer ? new TransferFiles(peerSettings.Talk.ReceivedFolder) : null;
        _inbox = new InboxRing(peerSettings.Talk.InboxSize);
        Torrents = new TorrentOperations(this);
        Populate(first);
    }

    /// <summary>The present one: a node that was quarantined gets another.</summary>
    public ActorSystem System => _incarnation.System;

    public NodeSettings Settings { get; }

    /// <summary>The configuration, layer by layer; the strongest is what this node found out itself.</summary>
    public LayeredConfig Layers { get; private set; }

    /// <summary>Where consoles come in, once that is known; null when none does, or the address can't be had.</summary>
    public Task<IPEndPoint?> Consoles => _incarnation.Consoles;

    /// <summary>Its id, and the address that it advertises.</summary>
    public SwarmPeer Self { get; }

    /// <summary>The trackers that the peer registers with: the configured ones, or this node itself when it is one and none is named.</summary>
    public IReadOnlyList<PeerAddress> Trackers { get; }

    /// <summary>Within this a text to all is at an end.</summary>
    public TimeSpan BroadcastTimeout => _peerSettings.Talk.Pace.Limit + Settings.TrackerTimeout;

    public NodeMeters Meters => _meters;

    /// <summary>How fast it may be.</summary>
    public LimitOrders Limits { get; }

    /// <summary>What an operator does with this node's torrents.</summary>
    public TorrentOperations Torrents { get; }

    /// <summary>Pauses between attempts to reach a tracker.</summary>
    public Backoff Backoff => _peerSettings.Link.Backoff;

    public static Task<NodeHost> StartAsync(Config config) => StartAsync(LayeredConfig.Of(config));

    /// <exception cref="CommandException">It can't start; the sentence says why.</exception>
    public static async Task<NodeHost> StartAsync(LayeredConfig layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        var config = layers.Merged;
        var settings = NodeSettings.From(config);
        var (peerSettings, trackerSettings) = Read(config);
        var identity = NodeIdentity.Take(settings.DataFolder);
        ITorrentCatalogue? catalogue = null;
        NodeIncarnation? first = null;
        try
        {
            if (settings.IsTracker)
                catalogue = await Catalogues.OpenAsync(settings.DataFolder);
            var dutyFile = settings is { IsPeer: true, DataFolder: { } folder } ? new DutyFile(folder) : null;
            var (duties, removed, limits) = dutyFile?.Load() ?? ([], [], SavedLimits.None);
            layers = Advertised(layers, peerSettings.Trackers);
            if (settings.Consoles is { } consoles)
                layers = consoles.Over(layers);
            first = NodeIncarnation.Start(layers.Merged);
            var host = new NodeHost(layers, settings, peerSettings, trackerSettings, identity, catalogue, dutyFile, first);
            host._duties.Restore(duties, removed);
            host.Limits.Restore(limits);
            return host;
        }
        catch
        {
            if (first is not null)
                await first.System.Terminate();
            if (catalogue is not null)
                await catalogue.DisposeAsync();
            identity.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // A rebuild that is under way gives up, or comes to its end.
        await _ending.CancelAsync();
        await _gate.WaitAsync();
        try
        {
            if (_incarnation.Peer is not null && !IsDraining && !_incarnation.Left.IsCancellationRequested && !_incarnation.System.WhenTerminated.IsCompleted)
                await LeaveAsync();
            await _incarnation.System.Terminate();
            _incarnation.Dispose();
            _events.Writer.TryComplete();
            await SaveDutiesQuietlyAsync();
            if (_catalogue is not null)
                await _catalogue.DisposeAsync();
            _pool.Dispose();
            _meters.Dispose();
            _targets.Dispose();
            _files?.Dispose();
            _identity.Dispose();
        }
        finally
        {
            _gate.Release();
        }
    }

    private static (PeerSettings Peer, TrackerSettings Tracker) Read(Config config)
    {
        try
        {
            return (PeerSettings.From(config), TrackerSettings.From(config));
        }
        catch (SettingsException e)
        {
            throw new CommandException(ExitCode.WrongUsage, $"The configuration is wrong: {string.Join("; ", e.Errors)}.", e);
        }
    }

    // What isn't said is found out: who listens on every interface advertises the one that reaches the tracker.
    internal static LayeredConfig Advertised(LayeredConfig layers, IReadOnlyList<PeerAddress> trackers)
    {
        var tcp = layers.Merged.GetConfig("akka.remote.dot-netty.tcp");
        if (!string.IsNullOrEmpty(tcp.GetString("public-hostname")) || tcp.GetString("hostname") is not ("" or "0.0.0.0" or "::"))
            return layers;

        var host = LocalAddress.Towards(trackers.Count > 0 ? trackers[0].Host : null);
        return layers.Under(FoundOut, ConfigurationFactory.ParseString($"akka.remote.dot-netty.tcp.public-hostname = {HoconText.Quote(host)}"));
    }

    /// <summary>The actors of a node, in a system that has just started.</summary>
    private void Populate(NodeIncarnation incarnation)
    {
        var system = incarnation.System;
        system.ActorOf(Props.Create(() => new NodeOperator(this)), "node");
        system.ActorOf(Props.Create(() => new QuarantineWatcher(by => Quarantined(incarnation, by))), "quarantine");
        if (_catalogue is not null)
        {
            system.ActorOf(
                TrackerActor.CreateProps(_catalogue, _trackerSettings, _pool, TimeProvider.System, Environment.TickCount, TcpProbe.ReachesAsync, _meters),
                "tracker");
        }

        if (Settings.IsPeer)
            PopulatePeer(incarnation);
        if (Settings.Consoles is not null)
            incarnation.Consoles = ConsoleHost.Start(system, Settings);
    }

    private void PopulatePeer(NodeIncarnation incarnation)
    {
        var system = incarnation.System;
        var services = new PeerServices
        {
            Self = Self,
            Secret = _identity.Secret,
            Name = Settings.Name,
            Locator = new SelectionLocator(system, NodeAddress.SchemeOf(system), SystemName),
            Pool = _pool,
            Limits = _limits,
            Time = TimeProvider.System,
            Seed = Environment.TickCount,
            Inbox = _inbox,
            Files = _files,
            Meters = _meters,
        };
        system.ActorOf(Props.Create(() => new LinkWatcher()), "links");
        incarnation.Events = system.ActorOf(Props.Create(() => new EventPump(Happened)), "events");
        incarnation.Peer = system.ActorOf(PeerActor.CreateProps(services, _peerSettings), "peer");
    }

    private void Happened(IPeerEvent happened)
    {
        _duties.Happened(happened);
        _events.Writer.TryWrite(happened);
    }
}
