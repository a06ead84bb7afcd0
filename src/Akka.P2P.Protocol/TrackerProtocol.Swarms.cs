namespace Akka.P2P.Protocol;

using System.Collections.Immutable;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Swarms;

/// <summary>Who shares what.</summary>
public static partial class TrackerProtocol
{
    /// <remarks>Numbered by hand: the numbers travel.</remarks>
    public enum AnnounceEvent
    {
        Progress = 0,
        Started = 1,
        Completed = 2,
        Stopped = 3,
    }

    /// <summary>The peer has the whole torrent and serves it.</summary>
    public sealed record StartSeed(Guid RequestId, PeerId Peer, Guid Session, TorrentId Torrent) : IWireMessage, IWithRequest, IWithTorrent;

    public sealed record SeedStarted(Guid RequestId, TorrentId Torrent) : IWireMessage, IWithRequest, IWithTorrent;

    /// <summary>The peer stops serving the torrent. Only the seeder itself may say so.</summary>
    public sealed record StopSeed(Guid RequestId, PeerId Peer, Guid Session, TorrentId Torrent) : IWireMessage, IWithRequest, IWithTorrent;

    /// <param name="Code">FINISHED_SEEDING.</param>
    public sealed record SeedStopped(Guid RequestId, TorrentId Torrent, ReturnCode Code) : IWireMessage, IWithRequest, IWithTorrent;

    /// <summary>A member's progress, and its sign of life in the swarm.</summary>
    /// <param name="BytesLeft">0 for a seeder.</param>
    /// <param name="PeersWanted">How many others to name in the answer; 0 for none.</param>
    public sealed record Announce(
        Guid RequestId, PeerId Peer, Guid Session, TorrentId Torrent, long BytesLeft, AnnounceEvent Event, int PeersWanted)
        : IWireMessage, IWithRequest, IWithTorrent;

    /// <param name="Code">SUCCESS; FINISHED_DOWNLOAD when the announce said Completed.</param>
    public sealed record Announced(
        Guid RequestId, TorrentId Torrent, ReturnCode Code, int Seeders, int Leechers, ImmutableArray<SwarmMember> Peers)
        : IWireMessage, IWithRequest, IWithTorrent;

    /// <summary>Who is in the swarm?</summary>
    /// <param name="Session">Needed only to subscribe.</param>
    /// <param name="Subscribe">Whether to be told of changes until the registration ends or the swarm is left.</param>
    public sealed record GetPeers(Guid RequestId, PeerId Peer, Guid Session, TorrentId Torrent, int Max, bool Subscribe)
        : IWireMessage, IWithRequest, IWithTorrent;

    public sealed record SwarmView(Guid RequestId, TorrentId Torrent, int Seeders, int Leechers, ImmutableArray<SwarmMember> Peers)
        : IWireMessage, IWithRequest, IWithTorrent;

    /// <summary>Pushed to subscribers.</summary>
    public sealed record SwarmChanged(TorrentId Torrent, ImmutableArray<SwarmMember> Joined, ImmutableArray<PeerId> Left)
        : IWireMessage, IWithTorrent;
}
