namespace Akka.P2P.Core.Identity;

using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

/// <summary>
/// Names a torrent: the SHA-256 of its info dictionary's bytes (BEP 52), 32 bytes held inline, written as 64 lower-case hex digits.
/// Ordered as its bytes are.
/// </summary>
public readonly record struct TorrentId : IComparable<TorrentId>, ISpanParsable<TorrentId>, ISpanFormattable
{
    /// <summary>Bytes of an id.</summary>
    public const int Size = 32;

    /// <summary>Characters of its text.</summary>
    public const int TextLength = 2 * Size;

    private readonly ulong _a;
    private readonly ulong _b;
    private readonly ulong _c;
    private readonly ulong _d;

    /// <exception cref="ArgumentException"><paramref name="bytes"/> are not 32.</exception>
    public TorrentId(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
            throw new ArgumentException($"A torrent id is {Size} bytes, not {bytes.Length}.", nameof(bytes));
        _a = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _b = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _c = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        _d = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    /// <summary>The first eight digits: enough for a log line, never enough to name a torrent to another node.</summary>
    public string ShortText => ToString()[..8];

    public static bool operator <(TorrentId left, TorrentId right) => left.CompareTo(right) < 0;

    public static bool operator <=(TorrentId left, TorrentId right) => left.CompareTo(right) <= 0;

    public static bool operator >(TorrentId left, TorrentId right) => left.CompareTo(right) > 0;

    public static bool operator >=(TorrentId left, TorrentId right) => left.CompareTo(right) >= 0;

    /// <summary>Reads exactly 64 hex digits of either case.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TorrentId id)
    {
        Span<byte> bytes = stackalloc byte[Size];
        if (text.Length != TextLength || !HexText.TryDecode(text, bytes))
        {
            id = default;
            return false;
        }

        id = new TorrentId(bytes);
        return true;
    }

    /// <summary>Reads exactly 64 hex digits of either case.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out TorrentId id) => TryParse(text.AsSpan(), out id);

    /// <exception cref="FormatException">The text is not 64 hex digits.</exception>
    public static TorrentId Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"A torrent id is {TextLength} hex digits.");

    /// <exception cref="FormatException">The text is not 64 hex digits.</exception>
    public static TorrentId Parse(string text) => Parse(text.AsSpan());

    static TorrentId IParsable<TorrentId>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<TorrentId>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out TorrentId result) =>
        TryParse(s, out result);

    static TorrentId ISpanParsable<TorrentId>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s);

    static bool ISpanParsable<TorrentId>.TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out TorrentId result) =>
        TryParse(s, out result);

    /// <summary>Writes the 32 bytes.</summary>
    /// <exception cref="ArgumentException">There is no room for them.</exception>
    public void CopyTo(Span<byte> destination)
    {
        if (destination.Length < Size)
            throw new ArgumentException($"A torrent id needs {Size} bytes of room.", nameof(destination));
        BinaryPrimitives.WriteUInt64BigEndian(destination, _a);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _b);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], _c);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], _d);
    }

    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    public int CompareTo(TorrentId other)
    {
        var order = _a.CompareTo(other._a);
        if (order == 0)
            order = _b.CompareTo(other._b);
        if (order == 0)
            order = _c.CompareTo(other._c);
        return order == 0 ? _d.CompareTo(other._d) : order;
    }

    public override string ToString() => string.Create(TextLength, this, static (text, id) => id.TryFormat(text, out _));

    /// <summary>Writes the 64 digits; false when there is no room.</summary>
    public bool TryFormat(Span<char> destination, out int charsWritten)
    {
        Span<byte> bytes = stackalloc byte[Size];
        CopyTo(bytes);
        return Convert.TryToHexStringLower(bytes, destination, out charsWritten);
    }

    bool ISpanFormattable.TryFormat(
        Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        TryFormat(destination, out charsWritten);

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();
}
