namespace Akka.P2P.Actors.Peers;

using System.Collections.Immutable;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Swarms;
using Akka.P2P.Protocol;

/// <content>One torrent, looked at closely, and put to rest.</content>
public static partial class PeerCommands
{
    /// <summary>
    /// As <see cref="CancelDownload"/>, said otherwise to those who listen (<see cref="PeerEvents.DownloadPaused"/>): whoever asks means to
    /// go on with it, by the same <see cref="StartDownload"/>. Answered with <see cref="DownloadPaused"/> once its store is closed.
    /// </summary>
    public sealed record PauseDownload(TorrentId Torrent) : ILocalMessage;

    public sealed record DownloadPaused(TorrentId Torrent) : ILocalMessage;

    /// <summary>
    /// When it begins, if it waits for its turn; one that runs goes on as it does. Answered with <see cref="DownloadPrioritized"/>, or refused
    /// as NOT_FOUND.
    /// </summary>
    public sealed record PrioritizeDownload(TorrentId Torrent, DownloadPriority Priority) : ILocalMessage;

    /// <param name="Place">Which of those that wait it is, from 1; 0 when it does not wait.</param>
    public sealed record DownloadPrioritized(TorrentId Torrent, int Place) : ILocalMessage;

    /// <summary>Answered with <see cref="TorrentStatus"/>, or refused as NOT_FOUND when it is neither fetched nor served.</summary>
    public sealed record ShowTorrent(TorrentId Torrent) : ILocalMessage;

    /// <param name="Download">Null when it is not being fetched.</param>
    /// <param name="Seed">Null when nothing of it is served.</param>
    public sealed record TorrentStatus(TorrentId Torrent, DownloadDetails? Download, SeedStatus? Seed) : ILocalMessage;

    /// <summary>What a download's progress does not say, since nobody looks at it all the time.</summary>
    /// <param name="ChunkLength">Bytes; 0 until the metainfo is known.</param>
    /// <param name="Chunks">That are wanted; 0 until the metainfo is known.</param>
    /// <param name="ChunksInFlight">Asked of somebody at the moment.</param>
    /// <param name="Missing">The first of the chunks that are not here, in runs.</param>
    /// <param name="Banned">Sources that lied, and the evidence.</param>
    /// <param name="Elapsed">Since the command.</param>
    public sealed record DownloadDetails(
        PeerEvents.DownloadProgress Progress, int ChunkLength, int Chunks, int ChunksHeld, int ChunksInFlight,
        ImmutableArray<ChunkRun> Missing, ImmutableArray<BannedSource> Banned, TimeSpan Elapsed) : ILocalMessage
    {
        /// <summary>Runs named in <see cref="Missing"/>; there may be more.</summary>
        public const int MaxRuns = 512;
    }

    /// <param name="Peer">Who, and where it was last.</param>
    public sealed record BannedSource(PeerId Peer, PeerAddress? Address, ImmutableArray<Evidence> Evidence);

    /// <summary>
    /// Ends all downloads, what they hold stays; takes nothing new; and lets those who are served finish the chunks that they have begun, no
    /// longer than the limit. Answered with <see cref="Drained"/>; a <see cref="Leave"/> regularly follows.
    /// </summary>
    public sealed record Drain(TimeSpan Limit) : ILocalMessage;

    /// <param name="Unfinished">Chunks that somebody had begun to fetch and did not get within the limit.</param>
    public sealed record Drained(int Unfinished) : ILocalMessage;
}
