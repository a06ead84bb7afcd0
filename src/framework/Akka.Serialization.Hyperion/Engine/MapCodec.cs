namespace Hyperion.Internal;

/// <summary>Dictionaries.</summary>
/// <param name="codecs">The table that it is for.</param>
/// <param name="create">Makes an empty one to fill; null for those that are made from all their pairs at once.</param>
/// <param name="make">Makes one from its pairs.</param>
internal sealed class MapCodec<TMap, TKey, TValue>(CodecTable codecs, Func<TMap>? create, Func<Dictionary<TKey, TValue>, TMap>? make)
    : TypeCodec(typeof(TMap), WireShape.Map, codecs, [Slot<TKey>.Kind, Slot<TValue>.Kind])
    where TMap : class, IReadOnlyDictionary<TKey, TValue>
    where TKey : notnull
{
    public override void Write(WireWriter writer, object value)
    {
        var map = (TMap)value;
        var left = map.Count;
        writer.UInt64((ulong)left);
        foreach (var (key, element) in map)
        {
            Slot<TKey>.Write(writer, key);
            Slot<TValue>.Write(writer, element);
            left--;
        }

        Changed.Check(left, Type);
    }

    public override object Read(WireReader reader, WireType type, int index)
    {
        var left = reader.Count(2);
        if (create is null)
        {
            var pairs = new Dictionary<TKey, TValue>();
            Fill(reader, pairs, left);
            return make!(pairs);
        }

        var map = create();
        reader.Publish(index, map);
        Fill(reader, (IDictionary<TKey, TValue>)map, left);
        return map;
    }

    private static void Fill(WireReader reader, IDictionary<TKey, TValue> map, int left)
    {
        for (; left > 0; left--)
        {
            var key = Slot<TKey>.Read(reader);
            map.Add(key, Slot<TValue>.Read(reader));
        }
    }
}
