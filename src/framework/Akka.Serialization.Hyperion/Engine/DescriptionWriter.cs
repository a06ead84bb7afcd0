namespace Hyperion.Internal;

using System.Text;

/// <summary>Writes the description of a type, once for each type.</summary>
internal sealed class DescriptionWriter
{
    private readonly MemoryStream _bytes = new();

    public int Count => (int)_bytes.Length;

    public void KnownType(int number)
    {
        Number(0);
        Number((uint)number);
    }

    public void Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Number((uint)bytes.Length);
        _bytes.Write(bytes);
    }

    public void Shape(WireShape shape, bool indexed, IReadOnlyList<WireKind> kinds, IReadOnlyList<string>? names)
    {
        _bytes.WriteByte((byte)((byte)shape | (indexed ? Wire.Indexed : 0)));
        Number((uint)kinds.Count);
        for (var i = 0; i < kinds.Count; i++)
        {
            _bytes.WriteByte((byte)kinds[i]);
            if (names is not null)
                Text(names[i]);
        }
    }

    public byte[] ToArray() => _bytes.ToArray();

    private void Number(uint value)
    {
        for (; value >= 0x80; value >>= 7)
            _bytes.WriteByte((byte)(value | 0x80));
        _bytes.WriteByte((byte)value);
    }
}
