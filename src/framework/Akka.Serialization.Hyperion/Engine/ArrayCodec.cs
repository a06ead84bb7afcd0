namespace Hyperion.Internal;

using System.Runtime.CompilerServices;

/// <summary>Arrays of anything.</summary>
internal sealed class ArrayCodec<T>(CodecTable codecs) : TypeCodec(typeof(T[]), WireShape.Sequence, codecs, [Slot<T>.Kind])
{
    public override void Write(WireWriter writer, object value)
    {
        var array = (T[])value;
        writer.UInt64((ulong)array.Length + 1);
        foreach (var element in array)
            Slot<T>.Write(writer, element);
    }

    public override object Read(WireReader reader, WireType type, int index)
    {
        var count = reader.CountOrDefault();
        if (count < 0)
            throw Wire.Bad("an array has no length");
        // Big structs might ask for far more memory than the message has.
        if (Unsafe.SizeOf<T>() > 32 && count > 4096)
        {
            var list = new List<T>(4096);
            for (; count > 0; count--)
                list.Add(Slot<T>.Read(reader));
            return list.ToArray();
        }

        var array = new T[count];
        reader.Publish(index, array);
        for (var i = 0; i < array.Length; i++)
            array[i] = Slot<T>.Read(reader);
        return array;
    }
}
