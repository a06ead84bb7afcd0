namespace Akka.P2P.Actors.Peers;

using System.Collections.Immutable;
using Akka.Actor;
using Akka.P2P.Actors.Downloading;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Core.Swarms;
using Akka.P2P.Protocol;

/// <summary>
/// What the process itself asks of its <see cref="PeerActor"/>. Every command is answered to its sender by the message that its
/// summary names, or by <see cref="CommandRefused"/>; what happens later is on the event stream, as an <see cref="IPeerEvent"/>.
/// </summary>
public static partial class PeerCommands
{
    /// <summary>The command was not carried out and changed nothing.</summary>
    /// <param name="Reason">One sentence for a person.</param>
    public sealed record CommandRefused(OperationCode Operation, ReturnCode Code, string Reason) : ILocalMessage
    {
        /// <summary>When the command named several things at once: some of them, as they can be named.</summary>
        public ImmutableArray<string> Candidates { get; init; } = [];
    }

    /// <summary>
    /// Serves a complete store and publishes its torrent on every tracker. Answered with <see cref="TorrentShared"/> as soon as it
    /// is served; <see cref="PeerEvents.TorrentPublished"/> or <see cref="PeerEvents.PublishRefused"/> follow for each tracker.
    /// The store is the peer's from then on: it disposes of it.
    /// </summary>
    public sealed record ShareTorrent(Metainfo Metainfo, IChunkStore Store) : ILocalMessage
    {
        /// <summary>The store holds some files only: they are served, and the torrent is not published.</summary>
        public bool IsPart { get; init; }
    }

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
        ImmutableArray<PeerAddress> Peers) : ILocalMessage
    {
        /// <summary>
        /// What is known of its sources: who lied, above all. It is the download's alone while it runs; whoever begins the same one anew,
        /// in another actor system say, hands it over.
        /// </summary>
        public SourceMemory Memory { get; init; } = new();

        /// <summary>
        /// In what order chunks come, and when it begins. Which files are wanted is for <see cref="OpenStore"/>: the store says which chunks.
        /// </summary>
        public DownloadOptions Options { get; init; } = DownloadOptions.Default;

        /// <summary>
        /// Whoever wants to hear of it alone: then no tracker is asked or told about the torrent, and nothing of it is on the event stream.
        /// </summary>
        internal IActorRef? Owner { get; init; }

        /// <summary>The owner's own name for it.</summary>
        internal Guid OwnerTag { get; init; }

        /// <summary>It is between us and the peers that the order names.</summary>
        public bool IsPrivate => Owner is not null;

        internal void Report(IPeerEvent happened, ActorSystem system, IActorRef self)
        {
            if (Owner is { } owner)
                owner.Tell(new OwnedEvent(OwnerTag, happened), self);
            else
                system.EventStream.Publish(happened);
        }
    }

    /// <param name="Joined">True when it was under way already.</param>
    public sealed record DownloadStarted(TorrentId Torrent, bool Joined) : ILocalMessage
    {
        /// <summary>Which of those that wait for their turn it is, from 1; 0 when it does not wait.</summary>
        public int Place { get; init; }
    }

    /// <summary>
    /// Ends a download; what was kept stays on the disk. Answered with <see cref="DownloadCancelled"/> once its store is closed, so that
    /// the asker may do with its files what it likes.
    /// </summary>
    public sealed record CancelDownload(TorrentId Torrent) : ILocalMessage;

    public sealed record DownloadCancelled(TorrentId Torrent) : ILocalMessage;

    /// <summary>
    /// Stops to serve a torrent, and tells the trackers. Answered with <see cref="SeedingStopped"/> once its store is closed.
    /// </summary>
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
        ImmutableDictionary<PeerId, long> Sent) : ILocalMessage
    {
        /// <summary>Of the whole torrent.</summary>
        public long BytesTotal { get; init; }

        /// <summary>Handed to all peers together, over the last seconds.</summary>
        public double BytesPerSecond { get; init; }
    }

    /// <summary>A ping over the peer protocol; answered with <see cref="PeerAnswered"/>, or refused as UNREACHABLE.</summary>
    public sealed record PingPeer(PeerAddress Address) : ILocalMessage;

    public sealed record PeerAnswered(PeerAddress Address, PeerId Peer, TimeSpan RoundTrip) : ILocalMessage;

    /// <summary>
    /// Ends downloads, stops to serve, and closes every store, no longer than <see cref="Settings.PeerSettings.CloseTimeout"/>; then
    /// unregisters from every tracker and waits for their confirmation, no longer than the link's time-out. What comes after it is
    /// refused. Answered with <see cref="Left"/>; afterwards the peer may be stopped.
    /// </summary>
    public sealed record Leave : ILocalMessage;

    /// <summary>
    /// As <see cref="Leave"/>, without a word to the trackers: a peer of the same id comes back at once, in another actor system. Answered
    /// with <see cref="Suspended"/>; nothing is told as an <see cref="IPeerEvent"/> after it.
    /// </summary>
    public sealed record Suspend : ILocalMessage;

    /// <param name="IsLate">Not every store was closed in time.</param>
    public sealed record Suspended(bool IsLate) : ILocalMessage;

    /// <param name="Silent">Trackers that did not confirm.</param>
    public sealed record Left(ImmutableArray<PeerAddress> Silent) : ILocalMessage;
}
