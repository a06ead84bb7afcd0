namespace Hyperion.Internal;

using System.Runtime.InteropServices;

/// <summary>Arrays of numbers, copied as they lie in memory.</summary>
internal sealed class RawCodec<TCollection, T>(CodecTable codecs, Func<TCollection, T[]?> toArray, Func<T[]?, TCollection> make)
    : TypeCodec(typeof(TCollection), WireShape.Raw, codecs, [Slot<T>.Kind])
    where TCollection : notnull
    where T : unmanaged
{
    public override void Write(WireWriter writer, object value)
    {
        var array = toArray((TCollection)value);
        writer.UInt64(array is null ? 0 : (ulong)array.Length + 1);
        writer.Raw(MemoryMarshal.AsBytes(array.AsSpan()));
    }

    public override object Read(WireReader reader, WireType type, int index)
    {
        var size = Slots.RawSize(Kinds[0]);
        var count = reader.CountOrDefault(size);
        if (count < 0)
            return Type.IsValueType ? make(null) : throw Wire.Bad("an array has no length");
        var array = new T[count];
        reader.Take((long)count * size).CopyTo(MemoryMarshal.AsBytes(array.AsSpan()));
        return make(array);
    }
}
