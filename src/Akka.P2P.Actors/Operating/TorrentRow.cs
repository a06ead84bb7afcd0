namespace Akka.P2P.Actors.Operating;

using System.Collections.Immutable;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Rates;
using Akka.P2P.Protocol;

/// <summary>What a node does with a torrent.</summary>
public enum TorrentState
{
    /// <summary>Nothing: a tracker lists it.</summary>
    Listed = 0,

    /// <summary>Nobody has given us the metainfo yet.</summary>
    Resolving = 1,

    /// <summary>The target is being opened, and what is there checked.</summary>
    Opening = 2,

    Fetching = 3,

    /// <summary>No source can give what is missing: it goes on when one comes.</summary>
    Stalled = 4,

    /// <summary>The disk refuses: it goes on when it no longer does.</summary>
    DiskRefuses = 5,

    /// <summary>Everything is verified, and the files get their names.</summary>
    Publishing = 6,

    Sharing = 7,

    /// <summary>An operator wants it to rest.</summary>
    Paused = 8,

    /// <summary>An operator wants it to be hashed again, or it is being taken away: it rests meanwhile.</summary>
    Busy = 9,

    /// <summary>It could not go on, and waits for somebody to resume or remove it.</summary>
    Failed = 10,

    /// <summary>It waits until other downloads have ended.</summary>
    Queued = 11,
}

/// <summary>A torrent in a list.</summary>
/// <param name="Name">Empty until it is known.</param>
/// <param name="BytesTotal">0 until the metainfo is known.</param>
/// <param name="BytesHeld">Verified and kept.</param>
public sealed record TorrentRow(TorrentId Torrent, string Name, TorrentState State, long BytesTotal, long BytesHeld)
{
    /// <summary>Of what was verified, over the last seconds.</summary>
    public double DownBytesPerSecond { get; init; }

    /// <summary>Of what was handed out, over the last seconds.</summary>
    public double UpBytesPerSecond { get; init; }

    /// <summary>Since it was opened last.</summary>
    public long BytesSent { get; init; }

    /// <summary>What the trackers say; null when they were not asked, or do not list it.</summary>
    public int? Seeders { get; init; }

    public int? Leechers { get; init; }

    /// <summary>The file or folder itself of what is whole, the target's folder of what is not; null for what is not here.</summary>
    public string? Path { get; init; }

    /// <summary>What it waits for, or why it failed, in one sentence; null when there is nothing to say.</summary>
    public string? Detail { get; init; }

    /// <summary>Which of those that wait for their turn it is, from 1; null when it does not wait.</summary>
    public int? Place { get; init; }

    /// <summary>Of a download; null for what is not fetched.</summary>
    public DownloadPriority? Priority { get; init; }

    /// <summary>Null when that can't be said.</summary>
    public TimeSpan? Eta => State == TorrentState.Fetching ? TimeLeft.Of(BytesTotal - BytesHeld, DownBytesPerSecond) : null;
}

public static partial class NodeCommands
{
    /// <summary>Everything that is known of one torrent.</summary>
    /// <param name="Status">What the peer says of it; null when it does nothing with it at the moment.</param>
    /// <param name="Shape">Null until the metainfo is known.</param>
    public sealed record TorrentView(TorrentRow Row, PeerCommands.TorrentStatus? Status, TorrentShape? Shape) : ILocalMessage
    {
        /// <summary>By which others fetch it; null until the metainfo is known.</summary>
        public string? Magnet { get; init; }

        /// <summary>Members of its swarm that the trackers named.</summary>
        public ImmutableArray<PeerId> Members { get; init; } = [];
    }

    public sealed record TorrentShape(int Files, int ChunkLength, int Chunks);
}
