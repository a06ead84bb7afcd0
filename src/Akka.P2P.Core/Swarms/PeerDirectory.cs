namespace Akka.P2P.Core.Swarms;

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;

/// <summary>
/// The peers that are registered, each under a lease, with a handle of the owner's by which to reach it. Not safe for several
/// threads; time is the span since any fixed origin.
/// </summary>
/// <param name="leaseTerm">How long a registration holds without a sign of life.</param>
/// <param name="maxPeers">More are refused.</param>
/// <typeparam name="THandle">What the owner needs to talk to the peer.</typeparam>
public sealed class PeerDirectory<THandle>(TimeSpan leaseTerm, int maxPeers)
    where THandle : notnull
{
    private readonly Dictionary<PeerId, Entry> _peers = [];

    public int Count => _peers.Count;

    /// <summary>Everyone, in the order of their ids.</summary>
    public ImmutableArray<SwarmPeer> All => [.. _peers.Values.Select(p => p.Peer).OrderBy(p => p.Id)];

    public IEnumerable<(PeerId Id, THandle Handle)> Handles => _peers.Select(p => (p.Key, p.Value.Handle));

    /// <summary>Everyone with its lease, in no order.</summary>
    public IEnumerable<(SwarmPeer Peer, Lease Lease)> Leases => _peers.Values.Select(p => (p.Peer, p.Lease));

    /// <summary>The peer is here, again or for the first time. Its handle and address are replaced.</summary>
    /// <param name="peer">Who.</param>
    /// <param name="handle">How to reach it.</param>
    /// <param name="proof">Of who it is: while its lease lasts, only who names the same may register under its id.</param>
    /// <param name="session">Drawn by the caller, for a peer that has none.</param>
    /// <param name="now">The moment.</param>
    /// <returns>What it was; refused when there are too many peers, or when it is another one: then nothing changed.</returns>
    public Registration Register(SwarmPeer peer, THandle handle, Sha256Digest proof, Guid session, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(peer);
        var isKnown = _peers.TryGetValue(peer.Id, out var before);
        if (isKnown && !AreSame(before.Proof.ToArray(), proof.ToArray()))
            return new Registration(RegistrationKind.Impostor, Guid.Empty, IsNews: false);
        if (!isKnown && _peers.Count >= maxPeers)
            return new Registration(RegistrationKind.Full, Guid.Empty, IsNews: false);

        var kind = !isKnown ? RegistrationKind.New
            : !before.Handle.Equals(handle) ? RegistrationKind.Restarted
            : before.Peer.Address != peer.Address ? RegistrationKind.Moved
            : RegistrationKind.Renewed;
        if (kind is RegistrationKind.Moved or RegistrationKind.Renewed)
            session = before.Session;
        _peers[peer.Id] = new Entry(peer, handle, proof, session, new Lease(now, leaseTerm));
        return new Registration(kind, session, IsNews: !isKnown || before.Peer.Address != peer.Address);
    }

    /// <summary>Whether the session is the one that this peer got when it registered.</summary>
    public bool MaySpeak(PeerId id, Guid session) =>
        _peers.TryGetValue(id, out var found) && AreSame(found.Session.ToByteArray(), session.ToByteArray());

    /// <summary>A sign of life. False when the peer is not registered.</summary>
    public bool Renew(PeerId id, TimeSpan now)
    {
        if (!_peers.TryGetValue(id, out var found))
            return false;
        _peers[id] = found with { Lease = found.Lease.Renew(now) };
        return true;
    }

    public bool TryGet(PeerId id, [NotNullWhen(true)] out SwarmPeer? peer, [NotNullWhen(true)] out THandle? handle)
    {
        var known = _peers.TryGetValue(id, out var found);
        (peer, handle) = known ? (found.Peer, found.Handle) : (null, default);
        return known;
    }

    /// <summary>At most <paramref name="max"/> peers in the order of their ids, beginning after <paramref name="after"/>.</summary>
    public ImmutableArray<SwarmPeer> Page(PeerId? after, int max) =>
        [.. _peers.Values.Select(p => p.Peer).Where(p => after is null || p.Id > after.Value).OrderBy(p => p.Id).Take(max)];

    public bool Remove(PeerId id, [NotNullWhen(true)] out SwarmPeer? peer)
    {
        var known = _peers.Remove(id, out var found);
        peer = known ? found.Peer : null;
        return known;
    }

    /// <summary>Ends the leases that are over; returns who is gone.</summary>
    public ImmutableArray<SwarmPeer> Expire(TimeSpan now)
    {
        ImmutableArray<SwarmPeer> gone = [.. _peers.Values.Where(p => p.Lease.IsOver(now)).Select(p => p.Peer)];
        foreach (var peer in gone)
            _peers.Remove(peer.Id);
        return gone;
    }

    // In constant time: how long a refusal takes must not say how much of a guess was right.
    private static bool AreSame(byte[] one, byte[] other) => CryptographicOperations.FixedTimeEquals(one, other);

    private readonly record struct Entry(SwarmPeer Peer, THandle Handle, Sha256Digest Proof, Guid Session, Lease Lease);
}
