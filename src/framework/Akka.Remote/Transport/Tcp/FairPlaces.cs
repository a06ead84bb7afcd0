namespace Akka.Remote.Transport.Tcp;

using System.Net;
using System.Net.Sockets;

/// <summary>
/// A bounded number of places, shared fairly between the addresses that ask for them: when one more comes than there is room for, the
/// address that has most gives one up; of several that have as many, the one that has been there longest. So whoever opens ten thousand connections pushes out its own, and not the one of somebody else.
/// </summary>
/// <param name="most">Places.</param>
/// <param name="since">What tells which of one address goes first: the lowest. Null: the one that came first.</param>
internal sealed class FairPlaces<T>(int most, Func<T, long>? since = null)
    where T : class
{
    private readonly Lock _sync = new();
    private readonly Dictionary<T, (Origin Origin, LinkedListNode<T> Place)> _places = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<IPAddress, Origin> _origins = [];
    private readonly SortedSet<Origin> _byCount = new(Comparer<Origin>.Create(
        static (a, b) => a.Taken.Count != b.Taken.Count ? a.Taken.Count.CompareTo(b.Taken.Count) : b.Number.CompareTo(a.Number)));

    private long _numbers;

    public int Count
    {
        get
        {
            lock (_sync)
            {
                return _places.Count;
            }
        }
    }

    public T[] All
    {
        get
        {
            lock (_sync)
            {
                return [.. _places.Keys];
            }
        }
    }

    /// <summary>Takes a place. Returns who has lost its own for it, if anybody: perhaps the one that came.</summary>
    public T? Add(T item, IPAddress from)
    {
        lock (_sync)
        {
            var key = Neighbourhood(from);
            if (!_origins.TryGetValue(key, out var origin))
            {
                _origins.Add(key, origin = new Origin(key, _numbers++));
            }

            _byCount.Remove(origin);
            _places.Add(item, (origin, origin.Taken.AddLast(item)));
            _byCount.Add(origin);
            return _places.Count > most ? TakeOne() : null;
        }
    }

    public bool Remove(T item)
    {
        lock (_sync)
        {
            return RemoveLocked(item);
        }
    }

    /// <summary>Frees so many places, as if as many more had come.</summary>
    public List<T> Evict(int count)
    {
        var gone = new List<T>();
        lock (_sync)
        {
            while (gone.Count < count && TakeOne() is { } one)
            {
                gone.Add(one);
            }
        }

        return gone;
    }

    /// <summary>One who has a whole network of addresses of version 6 has bought one: the first 64 bits.</summary>
    private static IPAddress Neighbourhood(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }

    private T? TakeOne()
    {
        if (_byCount.Max is not { } origin)
        {
            return null;
        }

        var first = origin.Taken.First!.Value;
        var one = since is null ? first : origin.Taken.MinBy(since)!;
        RemoveLocked(one);
        return one;
    }

    private bool RemoveLocked(T item)
    {
        if (!_places.Remove(item, out var at))
        {
            return false;
        }

        _byCount.Remove(at.Origin);
        at.Origin.Taken.Remove(at.Place);
        if (at.Origin.Taken.Count > 0)
        {
            _byCount.Add(at.Origin);
        }
        else
        {
            _origins.Remove(at.Origin.Key);
        }

        return true;
    }

    private sealed class Origin(IPAddress key, long number)
    {
        public IPAddress Key { get; } = key;

        public long Number { get; } = number;

        public LinkedList<T> Taken { get; } = new();
    }
}
