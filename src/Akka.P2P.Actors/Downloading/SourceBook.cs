namespace Akka.P2P.Actors.Downloading;

using System.Collections.Immutable;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Swarms;

/// <summary>
/// The peers that a download knows of, connected or not, and what each gave. Bounded: once it is full, new names are passed over;
/// two thousand known peers are far more than a download connects to.
/// </summary>
internal sealed class SourceBook(PeerId self)
{
    private const int MaxPeers = 2000;

    private readonly Dictionary<PeerId, Entry> _entries = [];

    public IEnumerable<SwarmPeer> Idle => _entries.Values.Where(e => !e.IsConnected).Select(e => e.Peer);

    public int ConnectedCount => _entries.Values.Count(e => e.IsConnected);

    /// <summary>Everyone that gave something, and who is connected now.</summary>
    public ImmutableArray<PeerEvents.SourceProgress> Progress =>
    [
        .. _entries.Values.Where(e => e.IsConnected || e.Bytes > 0).OrderByDescending(e => e.Bytes).ThenBy(e => e.Peer.Id)
            .Select(e => new PeerEvents.SourceProgress(e.Peer.Id, e.Peer.Address, e.Bytes, e.IsConnected)),
    ];

    public SwarmPeer this[PeerId id] => _entries[id].Peer;

    /// <summary>A peer is replaced when it moved to another address while it was not connected.</summary>
    public void Learn(SwarmPeer peer)
    {
        if (peer.Id == self)
            return;
        if (_entries.TryGetValue(peer.Id, out var known))
            _entries[peer.Id] = known.IsConnected ? known : known with { Peer = peer };
        else if (_entries.Count < MaxPeers)
            _entries.Add(peer.Id, new Entry(peer, 0, false));
    }

    public void Connected(PeerId id, bool isConnected) => _entries[id] = _entries[id] with { IsConnected = isConnected };

    public void Gave(PeerId id, long bytes)
    {
        if (_entries.TryGetValue(id, out var known))
            _entries[id] = known with { Bytes = known.Bytes + bytes };
    }

    private sealed record Entry(SwarmPeer Peer, long Bytes, bool IsConnected);
}
