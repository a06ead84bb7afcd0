namespace Akka.P2P.Protocol;

using System.Collections.Immutable;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Swarms;

/// <summary>
/// Between a peer and a tracker. Who registers proves with a token that it is the one who registered under that id before, and gets a
/// session; only who names the session may speak in the peer's name.
/// Every request ends in its typed answer, in one <see cref="Refused"/>, or in silence.
/// </summary>
public static partial class TrackerProtocol
{
    /// <summary>Ends a request that was not fulfilled; nothing was changed by it.</summary>
    /// <param name="Reason">One sentence for a person.</param>
    public sealed record Refused(Guid RequestId, OperationCode Operation, ReturnCode Code, TorrentId Torrent, string Reason)
        : IWireMessage, IWithRequest;

    /// <summary>Here I am. Sent again at every keep-alive: it renews the lease and tells a restarted tracker who is there.</summary>
    /// <param name="Token">
    /// 32 bytes that only this peer can say to this tracker (<see cref="NodeSecret.TokenFor"/>): while its lease lasts nobody else may register
    /// under its id.
    /// </param>
    /// <param name="Version">Of the protocol; see <see cref="WireLimits.Version"/>.</param>
    public sealed record Register(Guid RequestId, SwarmPeer Peer, string Name, byte[] Token, int Version) : IWireMessage, IWithRequest;

    /// <param name="Run">Changes when the tracker restarts and has forgotten who is in which swarm.</param>
    /// <param name="LeaseSeconds">After so long without a sign of life the registration ends.</param>
    /// <param name="Session">To be named in everything that is said in the peer's name from now on. Drawn anew for a peer that restarted.</param>
    public sealed record Registered(Guid RequestId, Guid Run, int LeaseSeconds, Guid Session) : IWireMessage, IWithRequest;

    /// <remarks>Numbered by hand: the numbers travel.</remarks>
    public enum Reachability
    {
        Unknown = 0,
        Reachable = 1,
        Unreachable = 2,
    }

    /// <summary>
    /// Follows a registration, whenever: the tracker tried to open a connection to the address that the peer named, as others will.
    /// </summary>
    public sealed record AddressChecked(PeerAddress Address, Reachability Result) : IWireMessage;

    /// <summary>The peer goes, and leaves all swarms.</summary>
    public sealed record Unregister(Guid RequestId, PeerId Peer, Guid Session) : IWireMessage, IWithRequest;

    public sealed record Unregistered(Guid RequestId) : IWireMessage, IWithRequest;

    /// <summary>Sent every 20 s; who does not answer in time loses its registration.</summary>
    public sealed record Ping(long Round) : IWireMessage;

    public sealed record Pong(long Round, PeerId Peer, Guid Session) : IWireMessage;

    /// <summary>Tell me who joins and who leaves, until my registration ends; or no longer. Answered with <see cref="PeersWatched"/>.</summary>
    public sealed record WatchPeers(Guid RequestId, PeerId Peer, Guid Session, bool On) : IWireMessage, IWithRequest;

    public sealed record PeersWatched(Guid RequestId, bool On) : IWireMessage, IWithRequest;

    /// <summary>Pushed to all other peers that asked.</summary>
    public sealed record PeerJoined(SwarmPeer Peer) : IWireMessage;

    /// <summary>As <see cref="PeerJoined"/>, after an unregistration or the end of a lease.</summary>
    public sealed record PeerLeft(SwarmPeer Peer) : IWireMessage;

    /// <summary>Who is registered?</summary>
    /// <param name="After">The last id of the page before; the default value for the first page.</param>
    public sealed record ListPeers(Guid RequestId, PeerId After, int Max) : IWireMessage, IWithRequest;

    /// <param name="Next">What to ask the next page after; the default value when this is the last.</param>
    public sealed record PeerPage(Guid RequestId, ImmutableArray<SwarmPeer> Peers, PeerId Next) : IWireMessage, IWithRequest;
}
