namespace Akka.P2P.Protocol;

using System.Collections.Immutable;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Swarms;

/// <summary>
/// Between two peers, about what they have and who may ask. A fetcher sends <see cref="Interested"/> to the other peer; the actor
/// that shares the torrent answers with what it holds and with <see cref="Unchoked"/> or <see cref="Choked"/>, and from then on
/// the two talk directly.
/// </summary>
public static class PeerProtocol
{
    /// <summary>Are you there?</summary>
    public sealed record Ping(long Nonce) : IWireMessage;

    public sealed record Pong(long Nonce, PeerId Peer) : IWireMessage;

    /// <summary>
    /// I want chunks of this torrent. Sent again at every keep-alive; who falls silent loses its place. The answer echoes the
    /// session, so that the answer to a fetcher before a restart is told apart.
    /// </summary>
    public sealed record Interested(TorrentId Torrent, SwarmPeer Peer, long Session) : IToSeeder;

    /// <summary>I want nothing more.</summary>
    public sealed record Uninterested(TorrentId Torrent, PeerId Peer) : IToSeeder;

    /// <summary>Wait: others are served. You keep your place in the queue.</summary>
    public sealed record Choked(TorrentId Torrent, PeerId Seeder, long Session) : IWireMessage, IWithTorrent;

    /// <summary>Ask away.</summary>
    public sealed record Unchoked(TorrentId Torrent, PeerId Seeder, long Session) : IWireMessage, IWithTorrent;

    /// <summary>I have the whole torrent.</summary>
    public sealed record HaveAll(TorrentId Torrent, PeerId Seeder, long Session) : IWireMessage, IWithTorrent;

    /// <summary>I have these as well; what I had before still holds.</summary>
    public sealed record Have(TorrentId Torrent, PeerId Seeder, long Session, ImmutableArray<int> Chunks) : IWireMessage, IWithTorrent;

    /// <summary>
    /// A part of what I have, as a bitfield in BitTorrent's order. Pages come in their order, from 0; the last makes it whole.
    /// </summary>
    /// <param name="ChunkCount">Chunks of the torrent, by which the receiver checks that it is the same.</param>
    public sealed record BitfieldPage(
        TorrentId Torrent, PeerId Seeder, long Session, int ChunkCount, int Page, int PageCount, byte[] Bits)
        : IWireMessage, IWithTorrent;

    /// <summary>Whom do you know in this swarm? So downloads go on while every tracker is down.</summary>
    public sealed record GetPeers(Guid RequestId, TorrentId Torrent, PeerId Peer, int Max) : IToSeeder, IWithRequest;

    public sealed record KnownPeers(Guid RequestId, TorrentId Torrent, ImmutableArray<SwarmPeer> Peers)
        : IWireMessage, IWithRequest, IWithTorrent;

    /// <summary>The page of the metainfo that begins at the offset; answered with a <see cref="MetainfoData"/>.</summary>
    public sealed record GetMetainfo(Guid RequestId, TorrentId Torrent, int Offset) : IToSeeder, IWithRequest;

    /// <summary>Ends what was asked about a torrent; nothing was changed.</summary>
    /// <param name="RequestId">Of the question; empty for one that has none.</param>
    /// <param name="Session">Of <see cref="Interested"/>; 0 for another question.</param>
    /// <param name="Reason">One sentence for a person.</param>
    public sealed record Refused(
        Guid RequestId, TorrentId Torrent, long Session, OperationCode Operation, ReturnCode Code, string Reason)
        : IWireMessage, IWithRequest, IWithTorrent;
}
