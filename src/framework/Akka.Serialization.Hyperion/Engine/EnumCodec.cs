namespace Hyperion.Internal;

using System.Globalization;

/// <summary>Enums that stand where any value may.</summary>
internal sealed class EnumCodec(Type type, CodecTable codecs) : TypeCodec(type, WireShape.Enum, codecs, [Slots.Of(type)])
{
    public override void Write(WireWriter writer, object value) =>
        Slots.Write(writer, Kinds[0], Convert.ChangeType(value, Type.GetEnumUnderlyingType(), CultureInfo.InvariantCulture));

    public override object Read(WireReader reader, WireType type, int index) => Enum.ToObject(Type, Slots.Read(reader, type.Kinds[0]));
}
