namespace Akka.P2P.Core.Swarms;

using System.Collections.Immutable;
using Akka.P2P.Core.Identity;

/// <summary>
/// Who is in which swarm. Soft: a tracker that restarted starts empty, and announces fill it again. Membership is a lease; time is
/// the span since any fixed origin. Not safe for several threads.
/// </summary>
/// <param name="leaseTerm">How long an announce holds.</param>
/// <param name="maxMembers">Members of one swarm; the one whose lease ends first makes room for a new one.</param>
/// <param name="policy">Chooses whom to name to one who asks.</param>
public sealed class SwarmRegistry(TimeSpan leaseTerm, int maxMembers, IHandoutPolicy policy)
{
    private readonly Dictionary<TorrentId, Dictionary<PeerId, (SwarmMember Member, Lease Lease)>> _swarms = [];

    /// <summary>Swarms with at least one member.</summary>
    public int SwarmCount => _swarms.Count;

    /// <summary>The peer is in the swarm, or still is.</summary>
    /// <returns>True when the peer is new in it, or turned from a leecher into a seeder or back.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The bytes left are negative.</exception>
    public bool Announce(TorrentId torrent, SwarmPeer peer, long bytesLeft, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(peer);
        ArgumentOutOfRangeException.ThrowIfNegative(bytesLeft);
        if (!_swarms.TryGetValue(torrent, out var swarm))
            _swarms.Add(torrent, swarm = []);
        var member = new SwarmMember(peer, bytesLeft);
        var known = swarm.TryGetValue(peer.Id, out var before);
        if (!known && swarm.Count >= maxMembers)
            swarm.Remove(swarm.MinBy(m => m.Value.Lease.ExpiresAt).Key);
        swarm[peer.Id] = (member, new Lease(now, leaseTerm));
        return !known || before.Member.IsSeeder != member.IsSeeder || before.Member.Peer != peer;
    }

    /// <summary>False when the peer was not in the swarm.</summary>
    public bool Leave(TorrentId torrent, PeerId peer)
    {
        if (!_swarms.TryGetValue(torrent, out var swarm) || !swarm.Remove(peer))
            return false;
        if (swarm.Count == 0)
            _swarms.Remove(torrent);
        return true;
    }

    /// <summary>The peer leaves all its swarms, which are returned.</summary>
    public ImmutableArray<TorrentId> LeaveAll(PeerId peer)
    {
        ImmutableArray<TorrentId> torrents = [.. _swarms.Where(s => s.Value.ContainsKey(peer)).Select(s => s.Key)];
        foreach (var torrent in torrents)
            Leave(torrent, peer);
        return torrents;
    }

    /// <summary>Ends the leases that are over; returns who is gone from where.</summary>
    public ImmutableArray<(TorrentId Torrent, SwarmPeer Peer)> Expire(TimeSpan now)
    {
        ImmutableArray<(TorrentId Torrent, SwarmPeer Peer)> gone =
        [
            .. from swarm in _swarms
               from member in swarm.Value.Values
               where member.Lease.IsOver(now)
               select (swarm.Key, member.Member.Peer),
        ];
        foreach (var (torrent, peer) in gone)
            Leave(torrent, peer.Id);
        return gone;
    }

    public bool IsSeeder(TorrentId torrent, PeerId peer) =>
        _swarms.TryGetValue(torrent, out var swarm) && swarm.TryGetValue(peer, out var found) && found.Member.IsSeeder;

    public bool IsMember(TorrentId torrent, PeerId peer) =>
        _swarms.TryGetValue(torrent, out var swarm) && swarm.ContainsKey(peer);

    public SwarmCounts CountsOf(TorrentId torrent)
    {
        if (!_swarms.TryGetValue(torrent, out var swarm))
            return default;
        var seeders = swarm.Values.Count(m => m.Member.IsSeeder);
        return new SwarmCounts(seeders, swarm.Count - seeders);
    }

    /// <summary>Members for one who wants to join; see <see cref="IHandoutPolicy"/>.</summary>
    public ImmutableArray<SwarmMember> HandOut(TorrentId torrent, PeerId asker, int max) =>
        _swarms.TryGetValue(torrent, out var swarm) ? policy.Choose([.. swarm.Values.Select(m => m.Member)], asker, max) : [];

    /// <summary>Up to <paramref name="max"/> members for a list: seeders first, then in the order of their ids.</summary>
    public ImmutableArray<SwarmMember> Members(TorrentId torrent, int max) =>
        _swarms.TryGetValue(torrent, out var swarm)
            ? [.. swarm.Values.Select(m => m.Member).OrderBy(m => !m.IsSeeder).ThenBy(m => m.Peer.Id).Take(max)]
            : [];
}
