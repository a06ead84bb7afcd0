namespace Akka.P2P.Actors.Operating;

using System.Collections.Immutable;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;
using Akka.P2P.Protocol;

/// <summary>
/// What an operator asks of a running node, which knows folders and files where its peer only knows stores. Told to <c>/user/node</c>; every
/// command is answered to its sender by the message that its summary names, or by <see cref="Peers.PeerCommands.CommandRefused"/>. What was
/// refused changed nothing.
/// </summary>
/// <remarks>A torrent is named by its id or the beginning of one, as people type it; a refusal lists the candidates when several begin so.</remarks>
public static partial class NodeCommands
{
    /// <summary>A torrent that may be meant.</summary>
    public sealed record Candidate(TorrentId Torrent, string Name);

    /// <summary>Answered with <see cref="TorrentTable"/>.</summary>
    /// <param name="AskTrackers">Whether what the trackers list and this node does not have is wanted, too.</param>
    public sealed record ListTorrents(bool AskTrackers) : ILocalMessage;

    /// <param name="Rows">First what is here, then what only trackers know, each in the order of the ids.</param>
    /// <param name="TrackerProblem">Why the trackers could not be asked; null when they were, or were not to be.</param>
    public sealed record TorrentTable(ImmutableArray<TorrentRow> Rows, string? TrackerProblem) : ILocalMessage;

    /// <summary>Answered with <see cref="TorrentView"/>.</summary>
    public sealed record ShowTorrent(string Torrent) : ILocalMessage;

    /// <summary>Hashes a file or folder, and shares it from where it lies. Answered with <see cref="TorrentShared"/> once it is served.</summary>
    public sealed record ShareTorrent(string Path) : ILocalMessage;

    /// <param name="IsNew">False when it was shared here already.</param>
    public sealed record TorrentShared(TorrentId Torrent, string Name, string Path, long Bytes, string Magnet, bool IsNew) : ILocalMessage
    {
        /// <summary>Folders without a file in them, which a torrent can't say.</summary>
        public int EmptyFolders { get; init; }
    }

    /// <summary>Fetches a torrent. Answered with <see cref="FetchStarted"/>.</summary>
    /// <param name="Reference">An id or the beginning of one that trackers list, a magnet link, or a <c>.torrent</c> file's path.</param>
    /// <param name="Folder">Null for the folder that this node downloads into.</param>
    public sealed record FetchTorrent(string Reference, string? Folder) : ILocalMessage
    {
        public DownloadOptions Options { get; init; } = DownloadOptions.Default;
    }

    /// <param name="Joined">It was being fetched already, into that folder.</param>
    public sealed record FetchStarted(TorrentId Torrent, string Name, string Folder, bool Joined) : ILocalMessage
    {
        /// <summary>Which of those that wait for their turn it is, from 1; 0 when it does not wait.</summary>
        public int Place { get; init; }
    }

    /// <summary>When a download begins that waits for its turn; one that runs goes on as it does. Answered with <see cref="TorrentPrioritized"/>.</summary>
    public sealed record PrioritizeTorrent(string Torrent, DownloadPriority Priority) : ILocalMessage;

    /// <param name="Place">Which of those that wait it is, from 1; 0 when it does not wait.</param>
    public sealed record TorrentPrioritized(TorrentId Torrent, string Name, DownloadPriority Priority, int Place) : ILocalMessage;

    /// <summary>It is neither fetched nor served until it is resumed, whatever becomes of the process. Answered with <see cref="TorrentPaused"/>.</summary>
    public sealed record PauseTorrent(string Torrent) : ILocalMessage;

    public sealed record TorrentPaused(TorrentId Torrent, string Name) : ILocalMessage;

    /// <summary>Goes on with one that is paused, or has failed. Answered with <see cref="TorrentResumed"/>.</summary>
    public sealed record ResumeTorrent(string Torrent) : ILocalMessage;

    /// <param name="IsComplete">It is shared again; otherwise it is fetched again.</param>
    public sealed record TorrentResumed(TorrentId Torrent, string Name, bool IsComplete) : ILocalMessage;

    /// <summary>Ends a download for good. Answered with <see cref="TorrentCancelled"/>.</summary>
    /// <param name="DeleteData">Whether what was fetched so far is taken away.</param>
    public sealed record CancelTorrent(string Torrent, bool DeleteData) : ILocalMessage;

    /// <param name="DataDeleted">There was something of it on the disk, and it is gone.</param>
    public sealed record TorrentCancelled(TorrentId Torrent, string Name, bool DataDeleted) : ILocalMessage;

    /// <summary>Stops to share a torrent, or forgets one that failed; its files stay. Answered with <see cref="TorrentRemoved"/>.</summary>
    public sealed record RemoveTorrent(string Torrent) : ILocalMessage;

    /// <param name="Path">Where its files stay; null when nothing is known of any.</param>
    public sealed record TorrentRemoved(TorrentId Torrent, string Name, string? Path) : ILocalMessage;

    /// <summary>
    /// Hashes everything of it that lies on the disk again; meanwhile it is neither fetched nor served. What is wrong in a torrent that this
    /// node fetched is fetched again; files of others are never written to. Answered with <see cref="TorrentRechecked"/>.
    /// </summary>
    public sealed record RecheckTorrent(string Torrent) : ILocalMessage;

    /// <param name="Chunks">Of the whole torrent.</param>
    /// <param name="Good">Chunks whose bytes are right.</param>
    /// <param name="Bad">Chunks that were thought to be right and are not, in runs; the first of them.</param>
    /// <param name="BadCount">All of these.</param>
    /// <param name="Problems">A sentence a file that is wrong; the first of them.</param>
    public sealed record TorrentRechecked(
        TorrentId Torrent, string Name, int Chunks, int Good, ImmutableArray<ChunkRun> Bad, int BadCount,
        ImmutableArray<string> Problems, RecheckOutcome Outcome) : ILocalMessage;
}

/// <summary>What a torrent does after it was hashed again.</summary>
public enum RecheckOutcome
{
    /// <summary>It is whole, and shared again.</summary>
    Shared = 0,

    /// <summary>What is missing is being fetched.</summary>
    Fetching = 1,

    /// <summary>As before: it is paused.</summary>
    Paused = 2,

    /// <summary>The files are not this node's to mend: it is shared no more.</summary>
    Withdrawn = 3,
}
