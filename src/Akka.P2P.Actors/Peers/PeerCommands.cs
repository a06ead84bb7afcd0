namespace Akka.P2P.Actors.Peers;

using System.Collections.Immutable;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Core.Swarms;
using Akka.P2P.Protocol;

/// <summary>
/// What the process itself asks of its <see cref="PeerActor"/>. Every command is answered to its sender by the message that its
/// summary names, or by <see cref="CommandRefused"/>; what happens later is on the event stream, as an <see cref="IPeerEvent"/>.
/// </summary>
public static class PeerCommands
{
    /// <summary>The command was not carried out and changed nothing.</summary>
    /// <param name="Reason">One sentence for a person.</param>
    public sealed record CommandRefused(OperationCode Operation, ReturnCode Code, string Reason) : ILocalMessage;

    /// <summary>
    /// Serves a complete store and publishes its torrent on every tracker. Answered with <see cref="TorrentShared"/> as soon as it
    /// is served; <see cref="PeerEvents.TorrentPublished"/> or <see cref="PeerEvents.PublishRefused"/> follow for each tracker.
    /// The store is the peer's from then on: it disposes of it.
    /// </summary>
    public sealed record ShareTorrent(Metainfo Metainfo, IChunkStore Store) : ILocalMessage;

    public sealed record TorrentShared(TorrentId Torrent) : ILocalMessage;

    /// <summary>
    /// Fetches a torrent. Answered with <see cref="DownloadStarted"/>; progress and the end are events. A download of the same
    /// torrent that is under way is joined, and then nothing new is opened.
    /// </summary>
    /// <param name="Metainfo">Null when only the id is known: then it is fetched from a tracker, or from a peer.</param>
    /// <param name="OpenStore">Opens the target once the metainfo is known; runs outside of any actor.</param>
    /// <param name="Peers">Peers that are known already, from a link or by hand.</param>
    public sealed record StartDownload(
        TorrentId Torrent,
        Metainfo? Metainfo,
        Func<Metainfo, CancellationToken, Task<IChunkStore>> OpenStore,
        ImmutableArray<PeerAddress> Peers) : ILocalMessage;

    /// <param name="Joined">True when it was under way already.</param>
    public sealed record DownloadStarted(TorrentId Torrent, bool Joined) : ILocalMessage;

    /// <summary>Ends a download; what was kept stays on the disk. Answered with <see cref="DownloadCancelled"/>.</summary>
    public sealed record CancelDownload(TorrentId Torrent) : ILocalMessage;

    public sealed record DownloadCancelled(TorrentId Torrent) : ILocalMessage;

    /// <summary>Stops to serve a torrent, and tells the trackers. Answered with <see cref="SeedingStopped"/>.</summary>
    public sealed record StopSeeding(TorrentId Torrent) : ILocalMessage;

    public sealed record SeedingStopped(TorrentId Torrent) : ILocalMessage;

    /// <summary>
    /// Asks every tracker for its whole list, page by page. Answered with <see cref="TorrentList"/>, or, when no tracker answers,
    /// refused as UNREACHABLE.
    /// </summary>
    /// <param name="Prefix">Only torrents whose id begins with these hex digits; empty for all.</param>
    public sealed record ListTorrents(string Prefix) : ILocalMessage;

    /// <param name="Torrents">In the order of their ids, each once.</param>
    /// <param name="Silent">Trackers that did not answer.</param>
    public sealed record TorrentList(ImmutableArray<TrackerProtocol.TorrentSummary> Torrents, ImmutableArray<PeerAddress> Silent)
        : ILocalMessage;

    /// <summary>Answered with <see cref="PeerStatus"/>.</summary>
    public sealed record GetStatus : ILocalMessage;

    public sealed record PeerStatus(
        SwarmPeer Self,
        ImmutableArray<TrackerStatus> Trackers,
        ImmutableArray<SeedStatus> Seeds,
        ImmutableArray<PeerEvents.DownloadProgress> Downloads) : ILocalMessage;

    /// <param name="IsConnected">It has registered us, and the registration is fresh.</param>
    /// <param name="LastError">What the tracker last refused, or that it is silent; null when all is well.</param>
    public sealed record TrackerStatus(PeerAddress Address, bool IsConnected, string? LastError) : ILocalMessage;

    /// <param name="Served">Peers that are unchoked.</param>
    /// <param name="Waiting">Peers that wait their turn.</param>
    /// <param name="BytesSent">Since it was shared.</param>
    /// <param name="Sent">Bytes handed to each peer.</param>
    public sealed record SeedStatus(
        TorrentId Torrent, string Name, bool IsComplete, int Served, int Waiting, long BytesSent,
        ImmutableDictionary<PeerId, long> Sent) : ILocalMessage;

    /// <summary>A ping over the peer protocol; answered with <see cref="PeerAnswered"/>, or refused as UNREACHABLE.</summary>
    public sealed record PingPeer(PeerAddress Address) : ILocalMessage;

    public sealed record PeerAnswered(PeerAddress Address, PeerId Peer, TimeSpan RoundTrip) : ILocalMessage;

    /// <summary>
    /// Ends downloads, stops to serve, and closes every store, no longer than <see cref="Settings.PeerSettings.CloseTimeout"/>; then
    /// unregisters from every tracker and waits for their confirmation, no longer than the link's time-out. What comes after it is
    /// refused. Answered with <see cref="Left"/>; afterwards the peer may be stopped.
    /// </summary>
    public sealed record Leave : ILocalMessage;

    /// <param name="Silent">Trackers that did not confirm.</param>
    public sealed record Left(ImmutableArray<PeerAddress> Silent) : ILocalMessage;
}
