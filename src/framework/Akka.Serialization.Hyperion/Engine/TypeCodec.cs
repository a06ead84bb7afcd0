namespace Hyperion.Internal;

/// <summary>Writes and reads the values of one type.</summary>
internal abstract class TypeCodec
{
    protected TypeCodec(Type type, WireShape shape, CodecTable codecs, IReadOnlyList<WireKind> kinds, IReadOnlyList<string>? names = null)
    {
        Type = type;
        Shape = shape;
        Kinds = kinds;
        IsIndexed = !type.IsValueType;

        var writer = new DescriptionWriter();
        if (codecs.KnownNumberOf(type) is { } number)
            writer.KnownType(number);
        else
            writer.Text(TypeName.Of(type));
        var head = writer.Count;
        writer.Shape(shape, IsIndexed, kinds, codecs.WriteNames ? names : null);
        Description = writer.ToArray();
        Layout = Description[head..];
    }

    public Type Type { get; }

    public WireShape Shape { get; }

    public IReadOnlyList<WireKind> Kinds { get; }

    /// <summary>Whether its values can be referred to.</summary>
    public bool IsIndexed { get; }

    /// <summary>What introduces the type in a message.</summary>
    public byte[] Description { get; }

    /// <summary>The description behind the name.</summary>
    public byte[] Layout { get; }

    public abstract void Write(WireWriter writer, object value);

    /// <param name="reader">Where from.</param>
    /// <param name="type">How the sender described it.</param>
    /// <param name="index">Under which number it can be referred to; -1 for none.</param>
    public abstract object Read(WireReader reader, WireType type, int index);
}
