namespace Akka.P2P.Actors.Downloading;

using Akka.Actor;
using Akka.Event;
using Akka.P2P.Actors.Metering;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Actors.Seeding;
using Akka.P2P.Actors.Settings;
using Akka.P2P.Core.Chunks;
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
    private readonly Level.Part _counted;
    private readonly Level.Part _inFlight;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private Metainfo? _metainfo;
    private PeerEvents.DownloadPhase _phase;
    private string? _detail;
    private bool _isIdle;

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
        _counted = services.Meters.Downloads.Join();
        _inFlight = services.Meters.ChunksInFlight.Join();
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private TorrentId Torrent => _order.Torrent;

    public static Props CreateProps(
        PeerServices services, PeerSettings settings, PeerCommands.StartDownload order, IActorRef trackers, IActorRef seeders) =>
        Props.Create(() => new DownloadCoordinator(services, settings, order, trackers, seeders));

    protected override void PreStart()
    {
        _counted.Set(1);
        Timers.StartPeriodicTimer(Beat.Progress, Beat.Progress, _settings.ProgressInterval);
        Timers.StartPeriodicTimer(Beat.AskPeers, Beat.AskPeers, _settings.AskPeersInterval);
        foreach (var address in _order.Peers)
            _nameless.TryAdd(address, null);
        FindNamedPeers();
        Become(Preparing);
        if (_order.Metainfo is { } known)
            Open(known);
        else
            Resolve();
    }

    protected override void PostStop()
    {
        _counted.Dispose();
        _inFlight.Dispose();
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
            case GetDetails:
                Sender.Tell(Details(), Self);
                return true;
            case Beat.GiveWayBeat:
                Context.Parent.Tell(new Idle(Torrent, _isIdle));
                return true;
            case Beat.ProgressBeat:
                SayStalled();
                Tell(Progress());
                return true;
            case SwarmDuty.SourcesFound found:
                HandleSourcesFound(found);
                return true;
            case PeerProtocol.KnownPeers known when known.Torrent == Torrent:
                foreach (var peer in WireGuard.Items(known.Peers, WireLimits.MaxPeersInPage).Where(p => WireGuard.IsSound(p)))
                    _book.Learn(peer, isHearsay: true);
                return true;
            case SeedersGuardian.PartRefused:
                // We joined the swarm as one who lacks everything, on the same links that the other announces by.
                _trackers.Tell(new SwarmDuty.SwarmProgress(Torrent, 0, TrackerProtocol.AnnounceEvent.Progress));
                Fail(ReturnCode.AlreadySeeding, $"Torrent {Torrent.ShortText} is here already, and shared.");
                return true;
            case NamedPeerSilent silent:
                HandleNamedPeerSilent(silent);
                return true;
            case PeerProtocol.Refused:
                return true;
            default:
                return false;
        }
    }

    private PeerEvents.DownloadProgress Progress() => new(
        Torrent, _metainfo?.Name ?? "", _phase, _plan is { } plan ? plan.ChosenBytes - plan.MissingBytes : 0, _plan?.ChosenBytes ?? _metainfo?.TotalLength ?? 0,
        _rate.BytesPerSecond(_services.Now), _book.Progress, _detail)
    {
        Unreachable = Troubles(),
    };

    private PeerCommands.DownloadDetails Details()
    {
        // What nobody wants is not missing.
        var chosen = _plan?.Chosen();
        var missing = chosen?.AndNot(_plan!.Held());
        return Details(chosen?.Count ?? _metainfo?.Grid.Count ?? 0, missing);
    }

    private PeerCommands.DownloadDetails Details(int chunks, Bitfield? missing) => new(
        Progress(), _metainfo?.Grid.ChunkLength ?? 0, chunks, missing is null ? 0 : chunks - missing.Count, _plan?.ChunksInFlight ?? 0,
        missing?.Runs(PeerCommands.DownloadDetails.MaxRuns) ?? [],
        [.. _order.Memory.Banned.Select(b => new PeerCommands.BannedSource(b.Key, _book.AddressOf(b.Key), b.Value)).OrderBy(b => b.Peer)],
        _services.Now - _startedAt);

    private void Enter(PeerEvents.DownloadPhase phase, string? detail)
    {
        var isNews = _phase != phase || _detail != detail;
        (_phase, _detail) = (phase, detail);
        if (phase != PeerEvents.DownloadPhase.Stalled)
            _stalled = null;
        NoteIdle();
        if (isNews)
            Tell(Progress());
    }

    /// <summary>Nobody has anything for us. When that lasts, the guardian lets another download begin.</summary>
    private void NoteIdle()
    {
        var isIdle = _phase == PeerEvents.DownloadPhase.Stalled || (_phase == PeerEvents.DownloadPhase.Resolving && _resolveFailures > 0);
        if (isIdle == _isIdle)
            return;
        _isIdle = isIdle;
        if (isIdle)
        {
            Timers.StartSingleTimer(Beat.GiveWay, Beat.GiveWay, _peerSettings.GiveWayAfter);
        }
        else
        {
            Timers.Cancel(Beat.GiveWay);
            Context.Parent.Tell(new Idle(Torrent, false));
        }
    }

    private void Tell(IPeerEvent happened) => _order.Report(happened, Context.System, Self);

    private void Fail(ReturnCode code, string reason)
    {
        Become(Over);
        Context.Parent.Tell(new Ended(Torrent, new Failure(code, reason)));
    }

    /// <summary>
    /// The guardian will stop us. A store that is opened by then is given to nobody: those who would close it have been told already that this is
    /// over, so <see cref="PostStop"/> has it closed.
    /// </summary>
    private void Over(object message)
    {
        if (message is GetProgress or GetDetails)
            HandleCommon(message);
    }

    /// <summary>Answered with <see cref="PeerEvents.DownloadProgress"/>.</summary>
    internal sealed record GetProgress : ILocalMessage;

    /// <summary>Answered with <see cref="PeerCommands.DownloadDetails"/>.</summary>
    internal sealed record GetDetails : ILocalMessage;

    /// <summary>To the guardian: the last word of a download, which then stops it.</summary>
    /// <param name="Failure">Null when it succeeded.</param>
    internal sealed record Ended(TorrentId Torrent, Failure? Failure) : ILocalMessage;

    /// <summary>To the guardian: for a while nobody has had anything for this download, or somebody has again.</summary>
    internal sealed record Idle(TorrentId Torrent, bool IsIdle) : ILocalMessage;

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

        public static Beat GiveWay { get; } = new GiveWayBeat();

        public sealed record ProgressBeat : Beat;

        public sealed record AskPeersBeat : Beat;

        public sealed record TickBeat : Beat;

        public sealed record WakeBeat : Beat;

        public sealed record FlushBeat : Beat;

        public sealed record RetryBeat : Beat;

        public sealed record GiveWayBeat : Beat;
    }
}
