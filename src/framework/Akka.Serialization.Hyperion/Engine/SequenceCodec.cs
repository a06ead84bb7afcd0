namespace Hyperion.Internal;

/// <summary>Collections that are made first and filled then: they may contain themselves.</summary>
internal sealed class SequenceCodec<TCollection, T>(CodecTable codecs, Func<TCollection, int> count, Func<int, TCollection> create, Action<TCollection, T> add)
    : TypeCodec(typeof(TCollection), WireShape.Sequence, codecs, [Slot<T>.Kind])
    where TCollection : class, IEnumerable<T>
{
    /// <summary>Room that is made on the word of the sender; what is more has to come.</summary>
    private const int MaxTrust = 4096;

    public override void Write(WireWriter writer, object value)
    {
        var collection = (TCollection)value;
        var left = count(collection);
        writer.UInt64((ulong)left + 1);
        foreach (var element in collection)
        {
            Slot<T>.Write(writer, element);
            left--;
        }

        Changed.Check(left, Type);
    }

    public override object Read(WireReader reader, WireType type, int index)
    {
        var left = reader.CountOrDefault();
        if (left < 0)
            throw Wire.Bad("a collection has no count");
        var collection = create(Math.Min(left, MaxTrust));
        reader.Publish(index, collection);
        for (; left > 0; left--)
            add(collection, Slot<T>.Read(reader));
        return collection;
    }
}
