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
    public sealed record SourceProgress(PeerId Peer, PeerAddress Address, long Bytes, bool IsConnected);

    /// <summary>Published at every progress interval, and at every change of phase.</summary>
    /// <param name="Name">Empty until the metainfo is known.</param>
    /// <param name="BytesHeld">Verified and kept, in this run or an earlier one.</param>
    /// <param name="BytesTotal">0 until the metainfo is known.</param>
    /// <param name="BytesPerSecond">Of what was verified, over the last seconds.</param>
    /// <param name="Sources">All that ever gave something, and those that are connected.</param>
    /// <param name="Detail">What it waits for, in one sentence; null when it doesn't.</param>
    public sealed record DownloadProgress(
        TorrentId Torrent, string Name, DownloadPhase Phase, long BytesHeld, long BytesTotal, double BytesPerSecond,
        ImmutableArray<SourceProgress> Sources, string? Detail) : IPeerEvent;

    /// <summary>Every byte is verified and the files have their names; the peer goes on as a seeder.</summary>
    /// <param name="Path">Of the file or the folder.</param>
    /// <param name="Elapsed">Since the command.</param>
    /// <param name="Banned">Sources that lied, and the evidence.</param>
    public sealed record DownloadFinished(
        TorrentId Torrent, string Name, string Path, long Bytes, TimeSpan Elapsed, ImmutableArray<SourceProgress> Sources,
        ImmutableDictionary<PeerId, ImmutableArray<Evidence>> Banned) : IPeerEvent;

    /// <summary>The download is over and can't succeed. What was kept stays on the disk.</summary>
    /// <param name="Reason">One sentence for a person.</param>
    public sealed record DownloadFailed(TorrentId Torrent, ReturnCode Code, string Reason) : IPeerEvent;

    /// <summary>A source lied and is refused from now on.</summary>
    public sealed record SourceBanned(TorrentId Torrent, SwarmPeer Peer, ImmutableArray<Evidence> Evidence) : IPeerEvent;

    /// <summary>A torrent is no longer served because its bytes can't be read any more: the file changed, or the disk failed.</summary>
    public sealed record SeedingFailed(TorrentId Torrent, ReturnCode Code, string Reason) : IPeerEvent;
}
