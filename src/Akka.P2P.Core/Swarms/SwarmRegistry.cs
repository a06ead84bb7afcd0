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
    private readonly Dictionary<TorrentId, Swarm> _swarms = [];

    /// <summary>Swarms with at least one member.</summary>
    public int SwarmCount => _swarms.Count;

    /// <summary>Members of all swarms, each as often as it is in one.</summary>
    public int MembershipCount => _swarms.Values.Sum(s => s.Count);

    /// <summary>In how many swarms each member is; looks at all.</summary>
    public IReadOnlyDictionary<PeerId, int> CountsByPeer() =>
        _swarms.Values.SelectMany(s => s.Ids).GroupBy(p => p).ToDictionary(same => same.Key, same => same.Count());

    /// <summary>The members of one swarm with their leases, in no order.</summary>
    public IEnumerable<(SwarmMember Member, Lease Lease)> Leases(TorrentId torrent) =>
        _swarms.TryGetValue(torrent, out var swarm) ? swarm.Leases : [];

    /// <summary>The peer is in the swarm, or still is. Time must not run backwards.</summary>
    /// <returns>True when the peer is new in it, or turned from a leecher into a seeder or back.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The bytes left are negative.</exception>
    public bool Announce(TorrentId torrent, SwarmPeer peer, long bytesLeft, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(peer);
        ArgumentOutOfRangeException.ThrowIfNegative(bytesLeft);
        if (!_swarms.TryGetValue(torrent, out var swarm))
            _swarms.Add(torrent, swarm = new Swarm());
        var member = new SwarmMember(peer, bytesLeft);
        var isNews = !swarm.TryGet(peer.Id, out var before) || before.IsSeeder != member.IsSeeder || before.Peer != peer;
        if (before is null && swarm.Count >= maxMembers && swarm.TryGetOldest(out var oldest, out _))
            swarm.Remove(oldest.Peer.Id);
        swarm.Put(member, new Lease(now, leaseTerm));
        return isNews;
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
        ImmutableArray<TorrentId> torrents = [.. _swarms.Where(s => s.Value.Contains(peer)).Select(s => s.Key)];
        foreach (var torrent in torrents)
            Leave(torrent, peer);
        return torrents;
    }

    /// <summary>Ends the leases that are over; returns who is gone from where.</summary>
    public ImmutableArray<(TorrentId Torrent, SwarmPeer Peer)> Expire(TimeSpan now)
    {
        var gone = ImmutableArray.CreateBuilder<(TorrentId Torrent, SwarmPeer Peer)>();
        foreach (var (torrent, swarm) in _swarms)
        {
            while (swarm.TryGetOldest(out var oldest, out var lease) && lease.IsOver(now))
            {
                swarm.Remove(oldest.Peer.Id);
                gone.Add((torrent, oldest.Peer));
            }

            // A dictionary may be walked while things are taken out of it.
            if (swarm.Count == 0)
                _swarms.Remove(torrent);
        }

        return gone.DrainToImmutable();
    }

    public bool IsSeeder(TorrentId torrent, PeerId peer) =>
        _swarms.TryGetValue(torrent, out var swarm) && swarm.TryGet(peer, out var found) && found.IsSeeder;

    public bool IsMember(TorrentId torrent, PeerId peer) =>
        _swarms.TryGetValue(torrent, out var swarm) && swarm.Contains(peer);

    public SwarmCounts CountsOf(TorrentId torrent) =>
        _swarms.TryGetValue(torrent, out var swarm) ? new SwarmCounts(swarm.Seeders.Count, swarm.Leechers.Count) : default;

    /// <summary>Members for one who wants to join; see <see cref="IHandoutPolicy"/>.</summary>
    public ImmutableArray<SwarmMember> HandOut(TorrentId torrent, PeerId asker, int max)
    {
        if (!_swarms.TryGetValue(torrent, out var swarm))
            return [];
        swarm.TryGet(asker, out var member);
        return policy.Choose(swarm.Seeders, swarm.Leechers, member, max);
    }

    /// <summary>Up to <paramref name="max"/> members for a list: seeders first, then in the order of their ids.</summary>
    public ImmutableArray<SwarmMember> Members(TorrentId torrent, int max) =>
        _swarms.TryGetValue(torrent, out var swarm)
            ? [.. swarm.Seeders.OrderBy(m => m.Peer.Id).Concat(swarm.Leechers.OrderBy(m => m.Peer.Id)).Take(max)]
            : [];
}
