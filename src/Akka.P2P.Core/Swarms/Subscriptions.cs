namespace Akka.P2P.Core.Swarms;

using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Akka.P2P.Core.Identity;

/// <summary>
/// Who wants to be told of those that join a swarm. Of many only some are told of one that joins, drawn by chance: it can't be connected to
/// all of them, and telling all of all grows with the square of the swarm. Not safe for several threads.
/// </summary>
/// <param name="max">Subscriptions over all swarms; more are not taken.</param>
/// <param name="random">The only source of chance.</param>
public sealed class Subscriptions(int max, Random random)
{
    private readonly Dictionary<TorrentId, Subscribers> _swarms = [];

    /// <summary>Over all swarms.</summary>
    public int Count { get; private set; }

    /// <summary>False when there are too many, or when it was there already.</summary>
    public bool Add(TorrentId torrent, PeerId peer)
    {
        if (Count >= max)
            return false;
        ref var swarm = ref CollectionsMarshal.GetValueRefOrAddDefault(_swarms, torrent, out _);
        swarm ??= new Subscribers();
        if (!swarm.Add(peer))
            return false;
        Count++;
        return true;
    }

    public bool Remove(TorrentId torrent, PeerId peer)
    {
        if (!_swarms.TryGetValue(torrent, out var swarm) || !swarm.Remove(peer))
            return false;
        Count--;
        if (swarm.Peers.Count == 0)
            _swarms.Remove(torrent);
        return true;
    }

    /// <summary>The peer is gone. Looks at all swarms.</summary>
    public void RemoveAll(PeerId peer)
    {
        foreach (var torrent in _swarms.Keys.ToArray())
            Remove(torrent, peer);
    }

    /// <summary>Whom to tell of one that joins: everyone, or <paramref name="atMost"/> of them by chance; never the one itself.</summary>
    public ImmutableArray<PeerId> Draw(TorrentId torrent, PeerId joined, int atMost)
    {
        if (atMost <= 0 || !_swarms.TryGetValue(torrent, out var swarm))
            return [];
        var drawn = ImmutableArray.CreateBuilder<PeerId>(int.Min(atMost, swarm.Peers.Count));
        for (var i = 0; i < swarm.Peers.Count && drawn.Count < atMost; i++)
        {
            swarm.Swap(i, random.Next(i, swarm.Peers.Count));
            if (swarm.Peers[i] != joined)
                drawn.Add(swarm.Peers[i]);
        }

        return drawn.DrainToImmutable();
    }

    private sealed class Subscribers
    {
        private readonly Dictionary<PeerId, int> _places = [];

        public List<PeerId> Peers { get; } = [];

        public bool Add(PeerId peer)
        {
            if (!_places.TryAdd(peer, Peers.Count))
                return false;
            Peers.Add(peer);
            return true;
        }

        public bool Remove(PeerId peer)
        {
            if (!_places.TryGetValue(peer, out var place))
                return false;
            Swap(place, Peers.Count - 1);
            Peers.RemoveAt(Peers.Count - 1);
            return _places.Remove(peer);
        }

        public void Swap(int one, int other)
        {
            (Peers[one], Peers[other]) = (Peers[other], Peers[one]);
            _places[Peers[one]] = one;
            _places[Peers[other]] = other;
        }
    }
}
