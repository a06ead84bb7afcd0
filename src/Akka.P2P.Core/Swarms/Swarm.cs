namespace Akka.P2P.Core.Swarms;

using System.Diagnostics.CodeAnalysis;
using Akka.P2P.Core.Identity;

/// <summary>The members of one swarm. Everything but a walk over all of them costs the same however many they are.</summary>
internal sealed class Swarm
{
    private readonly Dictionary<PeerId, Entry> _entries = [];
    private readonly List<SwarmMember> _seeders = [];
    private readonly List<SwarmMember> _leechers = [];

    // All leases are of one term: whoever was renewed first ends first.
    private readonly LinkedList<Entry> _byAge = [];

    public int Count => _entries.Count;

    /// <summary>In no order.</summary>
    public IReadOnlyList<SwarmMember> Seeders => _seeders;

    /// <summary>In no order.</summary>
    public IReadOnlyList<SwarmMember> Leechers => _leechers;

    /// <summary>Oldest lease first.</summary>
    public IEnumerable<(SwarmMember Member, Lease Lease)> Leases => _byAge.Select(e => (e.Member, e.Lease));

    public IEnumerable<PeerId> Ids => _entries.Keys;

    public bool Contains(PeerId peer) => _entries.ContainsKey(peer);

    public bool TryGet(PeerId peer, [NotNullWhen(true)] out SwarmMember? member)
    {
        member = _entries.TryGetValue(peer, out var entry) ? entry.Member : null;
        return member is not null;
    }

    /// <summary>The member whose lease ends first.</summary>
    public bool TryGetOldest([NotNullWhen(true)] out SwarmMember? member, out Lease lease)
    {
        (member, lease) = _byAge.First is { } first ? (first.Value.Member, first.Value.Lease) : (null, default);
        return member is not null;
    }

    public void Put(SwarmMember member, Lease lease)
    {
        Remove(member.Peer.Id);
        var kind = KindOf(member);
        var entry = new Entry(member, lease, kind.Count);
        kind.Add(member);
        entry.Node = _byAge.AddLast(entry);
        _entries.Add(member.Peer.Id, entry);
    }

    public bool Remove(PeerId peer)
    {
        if (!_entries.Remove(peer, out var entry))
            return false;
        _byAge.Remove(entry.Node!);
        var kind = KindOf(entry.Member);
        var last = kind[^1];
        kind.RemoveAt(kind.Count - 1);
        if (entry.Place < kind.Count)
        {
            kind[entry.Place] = last;
            _entries[last.Peer.Id].Place = entry.Place;
        }

        return true;
    }

    private List<SwarmMember> KindOf(SwarmMember member) => member.IsSeeder ? _seeders : _leechers;

    private sealed class Entry(SwarmMember member, Lease lease, int place)
    {
        public SwarmMember Member => member;

        public Lease Lease => lease;

        /// <summary>Among those of its kind.</summary>
        public int Place { get; set; } = place;

        public LinkedListNode<Entry>? Node { get; set; }
    }
}
