namespace Akka.P2P.Actors.Downloading;

using Akka.Actor;
using Akka.Event;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Actors.Seeding;
using Akka.P2P.Actors.Settings;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Core.Rates;
using Akka.P2P.Protocol;

/// <summary>
/// <c>/user/peer/downloads/ID</c>: runs one download, through its phases: find the metainfo, open the target, fetch, publish. While it
/// fetches it owns a <see cref="ChunkFetcher"/> for each source and their supervision; which chunk to ask of whom is
/// <see cref="Core.Downloading.DownloadPlan"/>'s to decide.
/// </summary>
/// <remarks>
/// A restarted fetcher has forgotten its requests. It reports <see cref="FetchProtocol.FetcherReady"/> again, and the plan hands the chunks
/// out under new attempts: that is the whole of retrying.
/// </remarks>
internal sealed partial class DownloadCoordinator : UntypedActor, IWithTimers
{
    private readonly PeerServices _services;
    private readonly DownloadSettings _settings;
    private readonly PeerSettings _peerSettings;
    private readonly PeerCommands.StartDownload _order;
    private readonly IActorRef _trackers;
    private readonly IActorRef _seeders;
    private readonly SourceBook _book;
    private readonly RateMeter _rate = new(TimeSpan.FromSeconds(3));
    private readonly Random _random;
    private readonly TimeSpan _startedAt;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private Metainfo? _metainfo;
    private PeerEvents.DownloadPhase _phase;
    private string? _detail;

    public DownloadCoordinator(
        PeerServices services, PeerSettings settings, PeerCommands.StartDownload order, IActorRef trackers, IActorRef seeders)
    {
        _services = services;
        _peerSettings = settings;
        _settings = settings.Download;
        _order = order;
        _trackers = trackers;
        _seeders = seeders;
        _book = new SourceBook(services.Self.Id);
        _random = services.NewRandom(order.Torrent.GetHashCode());
        _startedAt = services.Now;
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private TorrentId Torrent => _order.Torrent;

    public static Props CreateProps(
        PeerServices services, PeerSettings settings, PeerCommands.StartDownload order, IActorRef trackers, IActorRef seeders) =>
        Props.Create(() => new DownloadCoordinator(services, settings, order, trackers, seeders));

    protected override void PreStart()
    {
        Timers.StartPeriodicTimer(Beat.Progress, Beat.Progress, _settings.ProgressInterval);
        Timers.StartPeriodicTimer(Beat.AskPeers, Beat.AskPeers, _settings.AskPeersInterval);
        FindNamedPeers();
        Become(Preparing);
        if (_order.Metainfo is { } known)
            Open(known);
        else
            Resolve();
    }

    protected override void PostStop()
    {
        _stopping.Cancel();
        if (_opening is not null)
            _seeders.Tell(new SeedersGuardian.Orphan(Torrent, _opening));
    }

    // A source that failed is no error of ours, and was logged as what it is; what escalates is logged further up.
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(
        _settings.MaxRestarts, (int)_settings.RestartWindow.TotalMilliseconds, FetchFailures.Decide, loggingEnabled: false);

    /// <summary>Every phase has a behaviour of its own; the first is entered before any message comes.</summary>
    protected override void OnReceive(object message) => Unhandled(message);

    /// <summary>What is the same in every phase.</summary>
    private bool HandleCommon(object message)
    {
        switch (message)
        {
            case GetProgress:
                Sender.Tell(Progress(), Self);
                return true;
            case Beat.ProgressBeat:
                Context.System.EventStream.Publish(Progress());
                return true;
            case SwarmDuty.SourcesFound found:
                foreach (var peer in found.Peers)
                {
                    _book.Learn(peer);
                    if (found.JustJoined)
                        _plan?.CameBack(peer.Id);
                }

                return true;
            case PeerProtocol.KnownPeers known when known.Torrent == Torrent:
                foreach (var peer in WireGuard.Items(known.Peers, WireLimits.MaxPeersInPage).Where(p => WireGuard.IsSound(p)))
                    _book.Learn(peer);
                return true;
            case PeerProtocol.Refused or NamedPeerSilent:
                return true;
            default:
                return false;
        }
    }

    private PeerEvents.DownloadProgress Progress() => new(
        Torrent, _metainfo?.Name ?? "", _phase, _plan?.HeldBytes ?? 0, _metainfo?.TotalLength ?? 0,
        _rate.BytesPerSecond(_services.Now), _book.Progress, _detail);

    private void Enter(PeerEvents.DownloadPhase phase, string? detail)
    {
        var isNews = _phase != phase || _detail != detail;
        (_phase, _detail) = (phase, detail);
        if (isNews)
            Context.System.EventStream.Publish(Progress());
    }

    private void Fail(ReturnCode code, string reason) => Context.Parent.Tell(new Ended(Torrent, new Failure(code, reason)));

    /// <summary>Answered with <see cref="PeerEvents.DownloadProgress"/>.</summary>
    internal sealed record GetProgress : ILocalMessage;

    /// <summary>To the guardian: the last word of a download, which then stops it.</summary>
    /// <param name="Failure">Null when it succeeded.</param>
    internal sealed record Ended(TorrentId Torrent, Failure? Failure) : ILocalMessage;

    internal sealed record Failure(ReturnCode Code, string Reason);

    /// <summary>What the timers say.</summary>
    private abstract record Beat : ILocalMessage
    {
        public static Beat Progress { get; } = new ProgressBeat();

        public static Beat AskPeers { get; } = new AskPeersBeat();

        public static Beat Tick { get; } = new TickBeat();

        public static Beat Wake { get; } = new WakeBeat();

        public static Beat Flush { get; } = new FlushBeat();

        public static Beat Retry { get; } = new RetryBeat();

        public sealed record ProgressBeat : Beat;

        public sealed record AskPeersBeat : Beat;

        public sealed record TickBeat : Beat;

        public sealed record WakeBeat : Beat;

        public sealed record FlushBeat : Beat;

        public sealed record RetryBeat : Beat;
    }
}
