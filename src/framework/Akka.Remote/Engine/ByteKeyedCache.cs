namespace Akka.Remote.Engine;

/// <summary>
/// Remembers what bytes meant: a table with one place a hash, where the newer entry simply takes the place of the older. Bounded by
/// its size, never searched for longer than one comparison. For one thread at a time.
/// </summary>
internal sealed class ByteKeyedCache<T>(int sizePowerOfTwo)
    where T : class
{
    /// <summary>Bytes. Longer ones are rare, and whoever makes them up must not fill the table's every place with them.</summary>
    private const int LongestKey = 512;

    // Made by the first that is remembered: a connection on which no message comes needs none.
    private Entry[] _entries = [];

    public T? Find(ReadOnlySpan<byte> key)
    {
        if (_entries.Length == 0)
        {
            return null;
        }

        ref var entry = ref Place(key);
        return entry.Key is { } known && key.SequenceEqual(known) ? entry.Value : null;
    }

    public void Put(ReadOnlySpan<byte> key, T value)
    {
        if (key.Length <= LongestKey)
        {
            if (_entries.Length == 0)
            {
                _entries = new Entry[sizePowerOfTwo];
            }

            Place(key) = new Entry(key.ToArray(), value);
        }
    }

    public void Forget(ReadOnlySpan<byte> key)
    {
        if (_entries.Length > 0)
        {
            Place(key) = default;
        }
    }

    private ref Entry Place(ReadOnlySpan<byte> key)
    {
        var hash = default(HashCode);
        hash.AddBytes(key);
        return ref _entries[hash.ToHashCode() & (_entries.Length - 1)];
    }

    private record struct Entry(byte[]? Key, T? Value);
}
