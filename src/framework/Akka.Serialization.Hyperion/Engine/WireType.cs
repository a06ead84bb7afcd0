namespace Hyperion.Internal;

using System.Runtime.Serialization;
using System.Text;

/// <summary>A type as a sender described it. Which type of ours it is, is asked only when a value of it is made.</summary>
internal sealed class WireType
{
    private const int MaxSlots = 4096;

    private readonly string _name;
    private readonly uint _known;
    private readonly byte[] _layout;
    private readonly bool _hasNames;
    private readonly string[] _slotNames;
    private volatile TypeCodec? _codec;

    public WireType(ReadOnlySpan<byte> description, bool hasNames)
    {
        _hasNames = hasNames;
        var at = 0;
        _name = Text(description, ref at);
        if (_name.Length == 0)
            _known = Number(description, ref at);
        _layout = description[at..].ToArray();

        var shape = Byte(description, ref at);
        IsIndexed = (shape & Wire.Indexed) != 0;
        Shape = (WireShape)(shape & ~Wire.Indexed);
        var count = Number(description, ref at);
        if (count > MaxSlots || count > description.Length - at)
            throw Wire.Bad($"a type promises {count} members");
        Kinds = new WireKind[count];
        // Only members have names; elements, keys and values have not.
        _slotNames = new string[hasNames && Shape == WireShape.Members ? count : 0];
        for (var i = 0; i < Kinds.Length; i++)
        {
            Kinds[i] = (WireKind)Byte(description, ref at);
            if (Kinds[i] > WireKind.TimeSpan)
                throw Wire.Bad($"a member has the unknown kind {(int)Kinds[i]}");
            if (_slotNames.Length > 0)
                _slotNames[i] = Text(description, ref at);
        }

        if (at != description.Length)
            throw Wire.Bad("a type's description is longer than what it describes");
        var expected = Shape switch
        {
            WireShape.Members => Kinds.Length,
            WireShape.Enum or WireShape.Sequence or WireShape.Raw => 1,
            WireShape.Map => 2,
            _ => throw Wire.Bad($"a type has the unknown shape {(int)Shape}"),
        };
        if (Kinds.Length != expected || (Shape == WireShape.Raw && Slots.RawSize(Kinds[0]) == 0) || (Shape == WireShape.Enum && Kinds[0] == WireKind.Any))
            throw Wire.Bad("a type's shape and slots don't agree");
    }

    public WireShape Shape { get; }

    public bool IsIndexed { get; }

    public WireKind[] Kinds { get; }

    /// <summary>Our member for each of the sender's, null for those that we haven't; null as a whole if the layouts are the same.</summary>
    public Member?[]? Plan { get; private set; }

    /// <summary>Our codec for it.</summary>
    /// <exception cref="EvilDeserializationException">The type may not be read.</exception>
    /// <exception cref="SerializationException">There is no such type, or it is laid out too differently here.</exception>
    public TypeCodec Codec(CodecTable codecs)
    {
        if (_codec is { } known)
            return known;

        var type = _name.Length > 0 ? codecs.Gate.Resolve(_name) : codecs.KnownType(_known);
        var codec = codecs.CodecOf(type);
        if (codec.Shape != Shape || codec.IsIndexed != IsIndexed)
            throw new SerializationException($"[{type}] has another shape in this version.");
        if (!_layout.AsSpan().SequenceEqual(codec.Layout) || _hasNames != codecs.WriteNames)
        {
            if (codec is MembersCodec members && _hasNames)
                Plan = Array.ConvertAll(_slotNames, members.Find);
            else if (!Kinds.AsSpan().SequenceEqual(codec.Kinds.ToArray()))
                throw new SerializationException($"[{type}] has other members in this version, and the sender gave no names.");
        }

        return _codec = codec;
    }

    private static byte Byte(ReadOnlySpan<byte> description, ref int at) =>
        at < description.Length ? description[at++] : throw Wire.Bad("a type's description ends too soon");

    private static uint Number(ReadOnlySpan<byte> description, ref int at)
    {
        var value = 0u;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var part = Byte(description, ref at);
            if (shift == 28 && part > 0x0F)
                break;
            value |= (uint)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }

        throw Wire.Bad("a number is out of its range");
    }

    private static string Text(ReadOnlySpan<byte> description, ref int at)
    {
        var length = Number(description, ref at);
        if (length > description.Length - at)
            throw Wire.Bad("a type's description ends too soon");
        at += (int)length;
        return Encoding.UTF8.GetString(description.Slice(at - (int)length, (int)length));
    }
}
