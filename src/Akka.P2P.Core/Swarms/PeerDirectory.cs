namespace Akka.P2P.Core.Swarms;

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Akka.P2P.Core.Identity;

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
    private readonly Dictionary<PeerId, (SwarmPeer Peer, THandle Handle, Lease Lease)> _peers = [];

    public int Count => _peers.Count;

    /// <summary>Everyone, in the order of their ids.</summary>
    public ImmutableArray<SwarmPeer> All => [.. _peers.Values.Select(p => p.Peer).OrderBy(p => p.Id)];

    public IEnumerable<(PeerId Id, THandle Handle)> Handles => _peers.Select(p => (p.Key, p.Value.Handle));

    /// <summary>The peer is here, again or for the first time. Its handle and address are replaced.</summary>
    /// <param name="peer">Who.</param>
    /// <param name="handle">How to reach it.</param>
    /// <param name="now">The moment.</param>
    /// <param name="isNew">Whether it was not registered before, or elsewhere.</param>
    /// <returns>False when there are too many peers; nothing changed.</returns>
    public bool TryRegister(SwarmPeer peer, THandle handle, TimeSpan now, out bool isNew)
    {
        ArgumentNullException.ThrowIfNull(peer);
        isNew = !_peers.TryGetValue(peer.Id, out var before) || before.Peer.Address != peer.Address;
        if (isNew && before.Peer is null && _peers.Count >= maxPeers)
            return false;
        _peers[peer.Id] = (peer, handle, new Lease(now, leaseTerm));
        return true;
    }

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
}
