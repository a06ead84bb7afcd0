namespace Akka.P2P.Actors.Operating;

using System.Collections.Immutable;
using Akka.P2P.Core.Identity;
using Akka.P2P.Protocol;

/// <summary>
/// What an operator asks of the tracker of the same process, told to <c>/user/tracker</c>. Every command is answered to its sender by the
/// message that its summary names, or by <see cref="Peers.PeerCommands.CommandRefused"/>.
/// </summary>
public static class TrackerCommands
{
    /// <summary>Answered with <see cref="TrackerOverview"/>.</summary>
    public sealed record GetOverview : ILocalMessage;

    /// <param name="Run">Drawn anew at each start.</param>
    /// <param name="Uptime">Since this start, or rebuild.</param>
    /// <param name="Swarms">Torrents that somebody shares or fetches.</param>
    /// <param name="Memberships">Peers in swarms, each as often as it is in one.</param>
    /// <param name="Publications">Torrents whose metainfo is arriving.</param>
    /// <param name="Lease">How long a peer is kept without a sign of life.</param>
    public sealed record TrackerOverview(
        Guid Run, TimeSpan Uptime, int Peers, int MaxPeers, int Swarms, int Memberships, int Subscriptions, int Publications, TimeSpan Lease)
        : ILocalMessage;

    /// <summary>Answered with <see cref="RegisteredPeers"/>.</summary>
    public sealed record GetRegistered : ILocalMessage;

    /// <param name="All">In the order of their ids.</param>
    public sealed record RegisteredPeers(ImmutableArray<RegisteredPeer> All) : ILocalMessage;

    /// <param name="Name">As it calls itself.</param>
    /// <param name="LeaseLeft">Until it is dropped, unless it gives a sign of life.</param>
    /// <param name="Torrents">Swarms that it is in.</param>
    public sealed record RegisteredPeer(PeerId Peer, PeerAddress Address, string Name, TimeSpan LeaseLeft, int Torrents);

    /// <summary>Answered with <see cref="SwarmMembers"/>.</summary>
    /// <param name="Torrent">An id or the beginning of one.</param>
    public sealed record GetSwarm(string Torrent) : ILocalMessage;

    /// <param name="Bytes">Of the whole torrent.</param>
    /// <param name="Members">Those that have all of it first.</param>
    public sealed record SwarmMembers(TorrentId Torrent, string Name, long Bytes, ImmutableArray<SwarmMemberRow> Members) : ILocalMessage;

    /// <param name="BytesLeft">0 for one that has all.</param>
    /// <param name="LeaseLeft">Until it is dropped from the swarm, unless it announces itself again.</param>
    public sealed record SwarmMemberRow(PeerId Peer, PeerAddress Address, string Name, long BytesLeft, TimeSpan LeaseLeft);

    /// <summary>
    /// Ends a peer's lease now: it is in no swarm any more, and the others hear that it left. It may register again, and an honest peer does so
    /// when it next announces itself. Answered with <see cref="PeerEvicted"/>.
    /// </summary>
    /// <param name="Peer">The beginning of its id, or its address.</param>
    public sealed record EvictPeer(string Peer) : ILocalMessage;

    /// <param name="Torrents">Swarms that it was in.</param>
    public sealed record PeerEvicted(PeerId Peer, PeerAddress Address, string Name, int Torrents) : ILocalMessage;
}
