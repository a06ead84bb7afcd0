namespace Akka.P2P.Core.Identity;

using System.Diagnostics.CodeAnalysis;

/// <summary>
/// A few peers, no more than one keeps connections to, by their ids. They stand in one array, each as near as can be to the place that its id
/// names, so that a look-up touches one line of memory where a dictionary's touches three: with thousands of such tables in a process
/// none of them is in the caches.
/// </summary>
public sealed class PeerTable<T>
    where T : class
{
    private const int Smallest = 8;

    // At least half of them are free; a power of two.
    private (PeerId Peer, T? Value)[] _places = new (PeerId, T?)[Smallest];

    public int Count { get; private set; }

    public bool Contains(PeerId peer) => TryGet(peer, out _);

    public bool TryGet(PeerId peer, [NotNullWhen(true)] out T? value)
    {
        value = _places[PlaceOf(peer)].Value;
        return value is not null;
    }

    /// <exception cref="ArgumentException">The peer is there already.</exception>
    public void Add(PeerId peer, T value)
    {
        if (Contains(peer))
            throw new ArgumentException($"{peer.ShortText} is there already.", nameof(peer));
        if (2 * ++Count > _places.Length)
            Refill(2 * _places.Length);
        _places[PlaceOf(peer)] = (peer, value);
    }

    public bool Remove(PeerId peer)
    {
        var hole = PlaceOf(peer);
        if (_places[hole].Value is null)
            return false;
        Count--;
        _places[hole] = default;
        // Whoever stands behind it had to pass it by; up to the next free place nobody else can have.
        for (var at = Next(hole); _places[at] is { Value: { } value } moved; at = Next(at))
        {
            _places[at] = default;
            _places[PlaceOf(moved.Peer)] = (moved.Peer, value);
        }

        return true;
    }

    // Where it is, or the free place where it would be.
    private int PlaceOf(PeerId peer)
    {
        var at = peer.GetHashCode() & (_places.Length - 1);
        while (_places[at].Value is not null && _places[at].Peer != peer)
            at = Next(at);
        return at;
    }

    private int Next(int at) => (at + 1) & (_places.Length - 1);

    private void Refill(int length)
    {
        var old = _places;
        _places = new (PeerId, T?)[length];
        foreach (var (peer, value) in old)
        {
            if (value is not null)
                _places[PlaceOf(peer)] = (peer, value);
        }
    }
}
