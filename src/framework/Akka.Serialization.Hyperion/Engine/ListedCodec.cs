namespace Hyperion.Internal;

/// <summary>Collections that are made from all their elements at once.</summary>
/// <param name="codecs">The table that it is for.</param>
/// <param name="elements">The elements in the order in which <paramref name="make"/> wants them; null for the default of a struct.</param>
/// <param name="make">Makes the collection; null stands for the default of a struct.</param>
internal sealed class ListedCodec<TCollection, T>(CodecTable codecs, Func<TCollection, IReadOnlyCollection<T>?> elements, Func<List<T>?, TCollection> make)
    : TypeCodec(typeof(TCollection), WireShape.Sequence, codecs, [Slot<T>.Kind])
    where TCollection : notnull
{
    public override void Write(WireWriter writer, object value)
    {
        var list = elements((TCollection)value);
        writer.UInt64(list is null ? 0 : (ulong)list.Count + 1);
        if (list is null)
            return;
        var left = list.Count;
        foreach (var element in list)
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
        {
            return Type.IsValueType ? make(null) : throw Wire.Bad("a collection has no count");
        }

        var list = new List<T>(Math.Min(left, 4096));
        for (; left > 0; left--)
            list.Add(Slot<T>.Read(reader));
        return make(list);
    }
}
