namespace Akka.P2P.Actors.Seeding;

using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Actors.Settings;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Protocol;

/// <summary>
/// <c>/user/peer/seeders/ID</c>: serves one torrent, a whole one or what is held of it so far. Who is served is
/// <see cref="UploadSlots"/>' to decide and which request is read next <see cref="ReadQueue"/>'s; the disk is read outside of the actor, and
/// the slices go from there straight to whoever asked.
/// </summary>
internal sealed partial class SeederActor : UntypedActor, IWithTimers
{
    private readonly PeerServices _services;
    private readonly SeedSettings _settings;
    private readonly Metainfo _metainfo;
    private readonly IChunkStore _store;
    private readonly UploadSlots _slots;
    private readonly ReadQueue _reads;
    private readonly Bitfield _held;
    private readonly Dictionary<PeerId, Session> _sessions = [];
    private readonly List<int> _news = [];
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private MetainfoPages? _pages;

    public SeederActor(PeerServices services, SeedSettings settings, Metainfo metainfo, IChunkStore store)
    {
        _services = services;
        _settings = settings;
        _metainfo = metainfo;
        _store = store;
        _held = store.Held();
        _slots = new UploadSlots(settings.Slots, settings.MaxWaiting, settings.Turn, settings.InterestLasts);
        _reads = new ReadQueue(settings.MaxBytesPerPeer);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private TorrentId Torrent => _metainfo.Id;

    public static Props CreateProps(PeerServices services, SeedSettings settings, Metainfo metainfo, IChunkStore store) =>
        Props.Create(() => new SeederActor(services, settings, metainfo, store));

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(PeerLinkLost));
        Timers.StartPeriodicTimer(Review.Instance, Review.Instance, _settings.ReviewInterval);
    }

    protected override void PostStop()
    {
        Context.System.EventStream.Unsubscribe(Self);
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
                _reads.Cancel(cancel.Peer, cancel.Attempt);
                break;
            case ReadDone done:
                HandleReadDone(done);
                break;
            case ChunksKept kept:
                HandleKept(kept);
                break;
            case TellNews:
                DoTellNews();
                break;
            case Review:
                Apply(_slots.Review(_services.Now));
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
        Torrent, _metainfo.Name, _held.IsFull, _slots.ServedCount, _slots.WaitingCount, _sent.Values.Sum(),
        _sent.ToImmutableDictionary());

    /// <summary>From the download of the same torrent: these were verified and can be read.</summary>
    internal sealed record ChunksKept(TorrentId Torrent, ImmutableArray<ChunkIndex> Chunks) : ILocalMessage;

    /// <summary>Answered with a <see cref="PeerCommands.SeedStatus"/>.</summary>
    internal sealed record GetSeedStatus : ILocalMessage;

    private sealed class Review : ILocalMessage
    {
        public static Review Instance { get; } = new();
    }

    private sealed class TellNews : ILocalMessage
    {
        public static TellNews Instance { get; } = new();
    }
}
