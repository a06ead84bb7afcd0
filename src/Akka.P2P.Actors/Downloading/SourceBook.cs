namespace Akka.P2P.Actors.Downloading;

using System.Collections.Immutable;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Swarms;

/// <summary>
/// The peers that a download knows of, connected or not: where they are, what each gave, and what is wrong with it. Bounded: once it is
/// full, new names are passed over; two thousand known peers are far more than a download connects to.
/// </summary>
internal sealed class SourceBook(PeerId self)
{
    private const int MaxPeers = 2000;

    // Of those that fail at a time; the others are as bad.
    private const int MaxTroubles = 50;

    private readonly Dictionary<PeerId, Entry> _entries = [];

    public IEnumerable<SwarmPeer> Idle => _entries.Values.Where(e => !e.IsConnected).Select(e => e.Peer);

    public int ConnectedCount => _entries.Values.Count(e => e.IsConnected);

    /// <summary>Everyone that gave something or failed, and who is connected now.</summary>
    public ImmutableArray<PeerEvents.SourceProgress> Progress =>
    [
        .. _entries.Values.Where(e => e.IsConnected || e.Bytes > 0 || e.Failures > 0).OrderByDescending(e => e.Bytes).ThenBy(e => e.Peer.Id)
            .Select(e => new PeerEvents.SourceProgress(e.Peer.Id, e.Peer.Address, e.Bytes, e.IsConnected, e.Failures, e.LastFailure)),
    ];

    public SwarmPeer this[PeerId id] => _entries[id].Peer;

    /// <summary>Null for one that this download has not met: another one before it did.</summary>
    public PeerAddress? AddressOf(PeerId id) => _entries.TryGetValue(id, out var known) ? known.Peer.Address : null;

    /// <summary>
    /// A peer that is not connected is replaced by what is said of it now. Of one that is connected, another address is kept in mind:
    /// where it is now it works, as far as anybody knows. <see cref="TryMove"/> goes there when that is over.
    /// </summary>
    /// <param name="peer">Who, and where.</param>
    /// <param name="isHearsay">
    /// Said by another peer, which may be mistaken or worse: it moves nobody but those who fail where they are.
    /// </param>
    public void Learn(SwarmPeer peer, bool isHearsay = false)
    {
        if (peer.Id == self)
            return;
        if (_entries.TryGetValue(peer.Id, out var known))
        {
            if (isHearsay && known.Trouble is null)
                return;
            if (known.IsConnected)
                known.Elsewhere = known.Peer == peer ? null : peer;
            else
                known.Peer = peer;
        }
        else if (_entries.Count < MaxPeers)
        {
            _entries.Add(peer.Id, new Entry(peer));
        }
    }

    /// <summary>Whether a tracker says that it has everything.</summary>
    public bool IsSeeder(PeerId id) => _entries.TryGetValue(id, out var known) && known.IsSeeder;

    /// <summary>What a tracker says of it.</summary>
    public void Holds(PeerId id, bool everything)
    {
        if (_entries.TryGetValue(id, out var known))
            known.IsSeeder = everything;
    }

    /// <summary>From now on the peer is at the other address that it was last said to have.</summary>
    /// <param name="id">Any peer.</param>
    /// <param name="evenIfWell">Without it only a peer that fails where it is moves.</param>
    /// <returns>False when there is no other address, or no need.</returns>
    public bool TryMove(PeerId id, bool evenIfWell)
    {
        if (!_entries.TryGetValue(id, out var known) || known.Elsewhere is not { } there || !(evenIfWell || known.Trouble is not null))
            return false;
        (known.Peer, known.Elsewhere, known.Trouble) = (there, null, null);
        return true;
    }

    public void Connected(PeerId id, bool isConnected)
    {
        var known = _entries[id];
        known.IsConnected = isConnected;
        // What comes next is a new connection, and that goes to the last address that was said.
        if (!isConnected && known.Elsewhere is { } there)
            (known.Peer, known.Elsewhere) = (there, null);
    }

    public void Gave(PeerId id, long bytes)
    {
        if (!_entries.TryGetValue(id, out var known))
            return;
        known.Bytes += bytes;
        known.Trouble = null;
    }

    /// <summary>It said something: whatever is wrong with it, it is there.</summary>
    public void Answered(PeerId id)
    {
        if (_entries.TryGetValue(id, out var known) && known.Trouble?.Kind is FetchFailure.Unreachable or FetchFailure.Refused)
            known.Trouble = null;
    }

    public void Failed(PeerId id, FetchFailure kind, string why, TimeSpan now)
    {
        if (!_entries.TryGetValue(id, out var known))
            return;
        known.Failures++;
        known.LastFailure = why;
        known.Trouble = new Trouble(kind, why, known.Trouble?.Since ?? now);
    }

    /// <summary>Those that give nothing because they fail, the longest first; without <paramref name="banned"/>, who are no loss.</summary>
    public IEnumerable<PeerEvents.SourceTrouble> Troubles(TimeSpan now, IReadOnlyDictionary<PeerId, ImmutableArray<Evidence>>? banned) =>
        _entries.Values.Where(e => e.Trouble is not null && banned?.ContainsKey(e.Peer.Id) != true)
            .OrderBy(e => e.Trouble!.Since).ThenBy(e => e.Peer.Id).Take(MaxTroubles)
            .Select(e => new PeerEvents.SourceTrouble(e.Peer.Id, e.Peer.Address, now - e.Trouble!.Since, e.Trouble.Why));

    private sealed class Entry(SwarmPeer peer)
    {
        public SwarmPeer Peer { get; set; } = peer;

        /// <summary>Where somebody says that it is, when that is not where it is connected.</summary>
        public SwarmPeer? Elsewhere { get; set; }

        public long Bytes { get; set; }

        public bool IsConnected { get; set; }

        public bool IsSeeder { get; set; }

        /// <summary>In the whole download.</summary>
        public int Failures { get; set; }

        public string? LastFailure { get; set; }

        /// <summary>Null while all is well.</summary>
        public Trouble? Trouble { get; set; }
    }

    /// <param name="Since">The first failure since all was well.</param>
    private sealed record Trouble(FetchFailure Kind, string Why, TimeSpan Since);
}
