namespace Akka.Remote.Engine;

/// <summary>
/// Remembers what bytes meant: a table with one place a hash, where the newer entry simply takes the place of the older. Bounded by
/// its size, never searched for longer than one comparison. For one thread at a time.
/// </summary>
internal sealed class ByteKeyedCache<T>(int sizePowerOfTwo)
    where T : class
{
    private readonly Entry[] _entries = new Entry[sizePowerOfTwo];

    public T? Find(ReadOnlySpan<byte> key)
    {
        ref var entry = ref Place(key);
        return entry.Key is { } known && key.SequenceEqual(known) ? entry.Value : null;
    }

    public void Put(ReadOnlySpan<byte> key, T value) => Place(key) = new Entry(key.ToArray(), value);

    public void Forget(ReadOnlySpan<byte> key) => Place(key) = default;

    private ref Entry Place(ReadOnlySpan<byte> key)
    {
        var hash = default(HashCode);
        hash.AddBytes(key);
        return ref _entries[hash.ToHashCode() & (_entries.Length - 1)];
    }

    private record struct Entry(byte[]? Key, T? Value);
}
