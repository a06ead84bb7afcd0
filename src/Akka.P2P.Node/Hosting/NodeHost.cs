namespace Akka.P2P.Node.Hosting;

using System.Globalization;
using System.Threading.Channels;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Actors.Settings;
using Akka.P2P.Actors.Storing;
using Akka.P2P.Actors.Tracking;
using Akka.P2P.Core.Catalogue;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Swarms;
using Akka.Serialization.Hyperion;

/// <summary>
/// One node of the swarm in this process: an ActorSystem named <c>p2p</c> with a tracker, a peer, or both, as configured. Every
/// command that opens a port runs this, <c>demo</c> and <c>node</c> alike.
/// </summary>
/// <remarks>Files: this one starts and stops; <c>NodeHost.Peer.cs</c> is what the commands ask of the peer.</remarks>
internal sealed partial class NodeHost : IAsyncDisposable
{
    public const string SystemName = "p2p";

    private readonly ActorSystem _system;
    private readonly NodeIdentity _identity;
    private readonly WorkPool _pool;
    private readonly ITorrentCatalogue? _catalogue;
    private readonly IActorRef? _peer;
    private readonly Channel<IPeerEvent> _events;
    private readonly TimeSpan _closeTimeout;

    private NodeHost(
        ActorSystem system, NodeSettings settings, NodeIdentity identity, SwarmPeer self, WorkPool pool, ITorrentCatalogue? catalogue, IActorRef? peer,
        Channel<IPeerEvent> events, TimeSpan closeTimeout) =>
        (_system, Settings, _identity, Self, _pool, _catalogue, _peer, _events, _closeTimeout) =
        (system, settings, identity, self, pool, catalogue, peer, events, closeTimeout);

    public ActorSystem System => _system;

    public NodeSettings Settings { get; }

    /// <summary>Its id, and the address that it advertises.</summary>
    public SwarmPeer Self { get; }

    /// <summary>The trackers that the peer registers with: the configured ones, or this node itself when it is one and none is named.</summary>
    public required IReadOnlyList<PeerAddress> Trackers { get; init; }

    public static async Task<NodeHost> StartAsync(Config config)
    {
        var settings = NodeSettings.From(config);
        var (peerSettings, trackerSettings) = Read(config);
        var identity = NodeIdentity.Take(settings.DataFolder);
        ITorrentCatalogue? catalogue = null;
        ActorSystem? system = null;
        try
        {
            if (settings.IsTracker)
                catalogue = await Catalogues.OpenAsync(settings.DataFolder);
            config = Advertised(config, peerSettings.Trackers);
            system = StartSystem(config);
            var address = ((ExtendedActorSystem)system).Provider.DefaultAddress;
            var self = new SwarmPeer(identity.Id, new PeerAddress(Bare(address.Host), address.Port ?? 0));
            var trackers = settings.IsTracker && peerSettings.Trackers.IsEmpty ? [self.Address] : peerSettings.Trackers;
            var pool = new WorkPool(peerSettings.IoThreads);
            if (catalogue is not null)
                system.ActorOf(TrackerActor.CreateProps(catalogue, trackerSettings, pool, TimeProvider.System, Environment.TickCount, TcpProbe.ReachesAsync), "tracker");

            // A command reads the events as they come; progress is paced by its interval, so the backlog of a slow reader stays small.
            var events = Channel.CreateUnbounded<IPeerEvent>(new UnboundedChannelOptions { SingleReader = true });
            IActorRef? peer = null;
            if (settings.IsPeer)
            {
                system.ActorOf(Props.Create(() => new LinkWatcher()), "links");
                system.ActorOf(Props.Create(() => new EventPump(events.Writer)), "events");
                peer = StartPeer(system, settings, peerSettings with { Trackers = trackers }, self, pool);
            }

            return new NodeHost(system, settings, identity, self, pool, catalogue, peer, events, peerSettings.CloseTimeout) { Trackers = trackers };
        }
        catch
        {
            if (system is not null)
                await system.Terminate();
            if (catalogue is not null)
                await catalogue.DisposeAsync();
            identity.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_peer is not null)
            await LeaveAsync();
        await _system.Terminate();
        if (_catalogue is not null)
            await _catalogue.DisposeAsync();
        _pool.Dispose();
        _identity.Dispose();
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
    private static Config Advertised(Config config, IReadOnlyList<PeerAddress> trackers)
    {
        var tcp = config.GetConfig("akka.remote.dot-netty.tcp");
        if (!string.IsNullOrEmpty(tcp.GetString("public-hostname")) || tcp.GetString("hostname") is not ("" or "0.0.0.0" or "::"))
            return config;

        var host = LocalAddress.Towards(trackers.Count > 0 ? trackers[0].Host : null);
        return ConfigurationFactory.ParseString($"akka.remote.dot-netty.tcp.public-hostname = {HoconText.Quote(host)}").WithFallback(config);
    }

    private static ActorSystem StartSystem(Config config)
    {
        var setup = ActorSystemSetup.Create(
            BootstrapSetup.Create().WithConfig(config),
            HyperionSerializerSetup.Empty.WithTypeFilter(new WireTypeFilter()));
        try
        {
            return ActorSystem.Create(SystemName, setup);
        }
        catch (Exception e) when (StartFailure.Explain(e, config) is { } sentence)
        {
            throw new CommandException(ExitCode.Failed, sentence, e);
        }
    }

    private static string Bare(string? host) => (host ?? "").Trim('[', ']');

    private static IActorRef StartPeer(ActorSystem system, NodeSettings settings, PeerSettings peerSettings, SwarmPeer self, WorkPool pool)
    {
        var services = new PeerServices
        {
            Self = self,
            Name = settings.Name,
            Locator = new SelectionLocator(system, "akka.tcp", SystemName),
            Pool = pool,
            Time = TimeProvider.System,
            Seed = Environment.TickCount,
        };
        return system.ActorOf(PeerActor.CreateProps(services, peerSettings), "peer");
    }
}
