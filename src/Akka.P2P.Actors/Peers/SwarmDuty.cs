namespace Akka.P2P.Actors.Peers;

using System.Collections.Immutable;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Core.Swarms;
using Akka.P2P.Protocol;

/// <summary>Between a peer's own actors, about its place in the swarms of its torrents.</summary>
internal static class SwarmDuty
{
    /// <summary>To the trackers' links: we are in this swarm from now on.</summary>
    /// <param name="BytesLeft">0 for a seeder.</param>
    /// <param name="Publish">Whether a tracker that doesn't list the torrent is to list it for the first time.</param>
    public sealed record JoinSwarm(Metainfo Metainfo, long BytesLeft, bool Publish) : ILocalMessage;

    /// <summary>To the trackers' links.</summary>
    public sealed record SwarmProgress(TorrentId Torrent, long BytesLeft, TrackerProtocol.AnnounceEvent Event) : ILocalMessage;

    /// <summary>To the trackers' links: we left this swarm.</summary>
    public sealed record LeaveSwarm(TorrentId Torrent) : ILocalMessage;

    /// <summary>To the trackers' links: who else is in it? Answered, whenever, with <see cref="SourcesFound"/> to the downloads.</summary>
    public sealed record WantSources(TorrentId Torrent) : ILocalMessage;

    /// <summary>To the download: these may have what is missing.</summary>
    /// <param name="JustJoined">They have come, or come back, this moment: whatever kept them from answering before is over.</param>
    public sealed record SourcesFound(TorrentId Torrent, ImmutableArray<SwarmPeer> Peers, bool JustJoined = false) : ILocalMessage
    {
        /// <summary>Those of them that are said to have everything.</summary>
        public ImmutableHashSet<PeerId> Seeders { get; init; } = [];
    }
}
