namespace Akka.P2P.Actors.Peers;

using System.Collections.Immutable;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Swarms;
using Akka.P2P.Protocol;

/// <summary>
/// Something happened in this peer. Published on the event stream of its actor system; subscribe to this interface for all.
/// </summary>
public interface IPeerEvent : ILocalMessage;

/// <summary>All that a peer tells of itself.</summary>
public static class PeerEvents
{
    /// <summary>The tracker has registered us (again).</summary>
    public sealed record TrackerConnected(PeerAddress Tracker) : IPeerEvent;

    /// <summary>The tracker is silent, or refuses us. Said once, until it is there again; we go on trying.</summary>
    public sealed record TrackerLost(PeerAddress Tracker, ReturnCode Code, string Reason) : IPeerEvent;

    /// <summary>A tracker tried to reach us at the address that we advertise. Said once, and again only when that changed.</summary>
    /// <param name="Address">Ours.</param>
    public sealed record AddressChecked(PeerAddress Address, PeerAddress Tracker, bool IsReachable) : IPeerEvent;

    /// <param name="IsNew">False when the very same torrent was listed before.</param>
    public sealed record TorrentPublished(TorrentId Torrent, PeerAddress Tracker, bool IsNew) : IPeerEvent;

    public sealed record PublishRefused(TorrentId Torrent, PeerAddress Tracker, ReturnCode Code, string Reason) : IPeerEvent;

    /// <summary>Another peer registered with a tracker of ours.</summary>
    public sealed record PeerJoined(SwarmPeer Peer) : IPeerEvent;

    public sealed record PeerLeft(SwarmPeer Peer) : IPeerEvent;

    /// <summary>Where a download stands.</summary>
    public enum DownloadPhase
    {
        /// <summary>It waits until others have ended: no more than so many run at a time.</summary>
        Queued = -1,

        /// <summary>Nobody has given us the metainfo yet.</summary>
        Resolving = 0,

        /// <summary>The target is being opened, and what is there already checked.</summary>
        Opening = 1,

        Fetching = 2,

        /// <summary>No source can give what is missing: it goes on when one comes.</summary>
        Stalled = 3,

        /// <summary>The disk refuses: it goes on when it no longer does.</summary>
        Paused = 4,

        /// <summary>Everything is verified, and the files get their names.</summary>
        Publishing = 5,

        Finished = 6,
    }

    /// <summary>One source of a download.</summary>
    /// <param name="Bytes">Of chunks that it gave, that were verified and kept.</param>
    /// <param name="Failures">In this download: silence, refusals, lost connections, lies.</param>
    /// <param name="LastFailure">Null when there was none.</param>
    public sealed record SourceProgress(
        PeerId Peer, PeerAddress Address, long Bytes, bool IsConnected, int Failures = 0, string? LastFailure = null);

    /// <summary>A source that gives nothing because it fails. One that lied is not among them: it is not missed.</summary>
    /// <param name="Peer">Null for one that was named by its address alone, and has never answered.</param>
    /// <param name="For">How long, since its first failure in a row.</param>
    /// <param name="Why">The last failure, in a few words.</param>
    public sealed record SourceTrouble(PeerId? Peer, PeerAddress Address, TimeSpan For, string Why);

    /// <summary>Published at every progress interval, and at every change of phase.</summary>
    /// <param name="Name">Empty until the metainfo is known.</param>
    /// <param name="BytesHeld">Verified and kept, in this run or an earlier one.</param>
    /// <param name="BytesTotal">Of the files that are wanted; 0 until the metainfo is known.</param>
    /// <param name="BytesPerSecond">Of what was verified, over the last seconds.</param>
    /// <param name="Sources">All that ever gave something, and those that are connected.</param>
    /// <param name="Detail">What it waits for, in one sentence; null when it doesn't.</param>
    public sealed record DownloadProgress(
        TorrentId Torrent, string Name, DownloadPhase Phase, long BytesHeld, long BytesTotal, double BytesPerSecond,
        ImmutableArray<SourceProgress> Sources, string? Detail) : IPeerEvent
    {
        /// <summary>Sources that give nothing now because they fail, the longest first; at most a few dozen.</summary>
        public ImmutableArray<SourceTrouble> Unreachable { get; init; } = [];

        /// <summary>Which of those that wait for their turn it is, from 1; null when it does not wait.</summary>
        public int? Place { get; init; }
    }

    /// <summary>Every byte is verified and the files have their names; the peer goes on as a seeder.</summary>
    /// <param name="Path">Of the file or the folder.</param>
    /// <param name="Bytes">Of the files that were wanted.</param>
    /// <param name="Elapsed">Since the command.</param>
    /// <param name="Banned">Sources that lied, and the evidence.</param>
    public sealed record DownloadFinished(
        TorrentId Torrent, string Name, string Path, long Bytes, TimeSpan Elapsed, ImmutableArray<SourceProgress> Sources,
        ImmutableDictionary<PeerId, ImmutableArray<Evidence>> Banned) : IPeerEvent
    {
        /// <summary>Of <see cref="Bytes"/>, what lay in the target when it was opened, and was right.</summary>
        public long BytesFound { get; init; }
    }

    /// <summary>The download is over and can't succeed. What was kept stays on the disk.</summary>
    /// <param name="Reason">One sentence for a person.</param>
    public sealed record DownloadFailed(TorrentId Torrent, ReturnCode Code, string Reason) : IPeerEvent;

    /// <summary>The download was asked to rest: it neither fetches nor serves, and its store is closed.</summary>
    public sealed record DownloadPaused(TorrentId Torrent) : IPeerEvent;

    /// <summary>A source lied and is refused from now on.</summary>
    public sealed record SourceBanned(TorrentId Torrent, SwarmPeer Peer, ImmutableArray<Evidence> Evidence) : IPeerEvent;

    /// <summary>A torrent is no longer served because its bytes can't be read any more: the file changed, or the disk failed.</summary>
    public sealed record SeedingFailed(TorrentId Torrent, ReturnCode Code, string Reason) : IPeerEvent;
}
