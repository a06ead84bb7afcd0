namespace Akka.P2P.Actors.Seeding;

using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using Akka.P2P.Actors.Metering;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Actors.Settings;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Core.Rates;
using Akka.P2P.Core.Seeding;
using Akka.P2P.Protocol;

/// <summary>
/// <c>/user/peer/seeders/ID</c>: serves one torrent, a whole one or what is held of it so far. Who is served and what they are shown is
/// <see cref="UploadDesk"/>'s to decide and which request is read next <see cref="ReadQueue"/>'s; the disk is read outside of the actor, and
/// the slices go from there straight to whoever asked.
/// </summary>
internal sealed partial class SeederActor : UntypedActor, IWithTimers
{
    private readonly PeerServices _services;
    private readonly SeedSettings _settings;
    private readonly Metainfo _metainfo;
    private readonly IChunkStore _store;
    private readonly UploadDesk _desk;
    private readonly OpenUploads _open;
    private readonly ReadQueue _reads;
    private readonly Bitfield _held;
    private readonly Dictionary<PeerId, Session> _sessions = [];
    private readonly List<int> _news = [];
    private readonly RateMeter _rate = new(TimeSpan.FromSeconds(3));
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Level.Part _counted;
    private readonly Level.Part _served;
    private readonly Level.Part _waiting;
    private readonly Level.Part _reading;
    private MetainfoPages? _pages;

    public SeederActor(PeerServices services, SeedSettings settings, Metainfo metainfo, IChunkStore store)
    {
        _services = services;
        _settings = settings;
        _metainfo = metainfo;
        _store = store;
        _held = store.Held();
        // What a leecher holds, others can give as well.
        var isFirst = _held.IsFull && settings.HandoutAhead > 0 && _held.Length > 0;
        _desk = new UploadDesk(settings.Unchoke, isFirst ? NewHandout() : null);
        _open = new OpenUploads(settings.MaxRangesPerPeer);
        _reads = new ReadQueue(settings.MaxBytesPerPeer, settings.MaxRangesPerPeer);
        (_counted, _served) = (services.Meters.Seeds.Join(), services.Meters.PeersServed.Join());
        (_waiting, _reading) = (services.Meters.PeersWaiting.Join(), services.Meters.Reads.Join());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private TorrentId Torrent => _metainfo.Id;

    private FirstHandout NewHandout() => new(
        _metainfo.Grid, FirstHandout.AheadOf(_metainfo.Grid, _settings.HandoutAhead), _services.NewRandom(Torrent.GetHashCode()));

    public static Props CreateProps(PeerServices services, SeedSettings settings, Metainfo metainfo, IChunkStore store) =>
        Props.Create(() => new SeederActor(services, settings, metainfo, store));

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(PeerLinkLost));
        _counted.Set(1);
        Timers.StartPeriodicTimer(Beat.Instance, Beat.Instance, _settings.ReviewInterval);
    }

    protected override void PostStop()
    {
        Context.System.EventStream.Unsubscribe(Self);
        foreach (var part in (Level.Part[])[_counted, _served, _waiting, _reading])
            part.Dispose();
        foreach (var (peer, session) in _sessions)
        {
            _reads.Cancel(peer);
            session.Fetcher.Tell(
                new PeerProtocol.Refused(Guid.Empty, Torrent, session.Number, OperationCode.Interested, ReturnCode.NotFound,
                    "The torrent is no longer shared here."),
                Self);
        }
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case PeerProtocol.Interested interested:
                HandleInterested(interested);
                break;
            case PeerProtocol.Uninterested uninterested when IsSpeaker(uninterested.Peer):
                Forget(uninterested.Peer);
                break;
            case ChunkProtocol.GetSlices get:
                HandleGetSlices(get);
                break;
            case ChunkProtocol.CancelChunk cancel when IsSpeaker(cancel.Peer):
                HandleCancel(cancel);
                break;
            case Paced paced:
                HandlePaced(paced);
                break;
            case ReadDone done:
                HandleReadDone(done);
                break;
            case Drain drain:
                HandleDrain(drain);
                break;
            case DrainOver:
                AnswerDrainers();
                break;
            case ChunksKept kept:
                HandleKept(kept);
                break;
            case TellNews:
                DoTellNews();
                break;
            case Beat or Glance:
                if (message is Glance)
                    _glanceAt = TimeSpan.MaxValue;
                Review();
                break;
            case PeerLinkLost lost:
                foreach (var peer in _sessions.Where(s => s.Value.Peer.Address == lost.Address).Select(s => s.Key).ToList())
                    Forget(peer);
                break;
            case PeerProtocol.GetMetainfo get:
                HandleGetMetainfo(get);
                break;
            case PeerProtocol.GetPeers get:
                Sender.Tell(
                    new PeerProtocol.KnownPeers(get.RequestId, Torrent,
                        [.. _sessions.Values.Select(s => s.Peer).Where(p => p.Id != get.Peer)
                            .Take(int.Clamp(get.Max, 0, WireLimits.MaxPeersInPage))]),
                    Self);
                break;
            case GetSeedStatus:
                Sender.Tell(Status(), Self);
                break;
            case PeerProtocol.Uninterested or ChunkProtocol.CancelChunk:
                break;
            default:
                Unhandled(message);
                break;
        }

        Measure();
    }

    private void Measure()
    {
        _served.Set(_desk.ServedCount);
        _waiting.Set(_desk.WaitingCount);
        _reading.Set(_reads.ReadingCount);
    }

    private bool IsSpeaker(PeerId peer) => _sessions.TryGetValue(peer, out var session) && session.Fetcher.Equals(Sender);

    private void HandleGetMetainfo(PeerProtocol.GetMetainfo get)
    {
        _pages ??= new MetainfoPages(_metainfo);
        if (_pages.TryPage(get.Offset, WireLimits.PageBytes, out var page))
        {
            Sender.Tell(
                new MetainfoData(get.RequestId, Torrent, page!.InfoLength, page.TotalLength, page.Offset, page.Bytes.ToArray()), Self);
            return;
        }

        Sender.Tell(
            new PeerProtocol.Refused(
                get.RequestId, Torrent, 0, OperationCode.GetMetainfo, ReturnCode.BadRequest, "No page begins there."),
            Self);
    }

    private PeerCommands.SeedStatus Status() => new(
        Torrent, _metainfo.Name, _held.IsFull, _desk.ServedCount, _desk.WaitingCount, _sent.Values.Sum(),
        _sent.ToImmutableDictionary())
    {
        BytesTotal = _metainfo.TotalLength,
        BytesPerSecond = _rate.BytesPerSecond(_services.Now),
    };

    /// <summary>From the download of the same torrent: these were verified and can be read.</summary>
    internal sealed record ChunksKept(TorrentId Torrent, ImmutableArray<ChunkIndex> Chunks) : ILocalMessage;

    /// <summary>Answered with a <see cref="PeerCommands.SeedStatus"/>.</summary>
    internal sealed record GetSeedStatus : ILocalMessage;

    /// <summary>It is time for a review.</summary>
    private sealed class Beat : ILocalMessage
    {
        public static Beat Instance { get; } = new();
    }

    /// <summary>A review before its time: somebody who is served asks for nothing.</summary>
    private sealed class Glance : ILocalMessage
    {
        public static Glance Instance { get; } = new();
    }

    private sealed class TellNews : ILocalMessage
    {
        public static TellNews Instance { get; } = new();
    }
}
