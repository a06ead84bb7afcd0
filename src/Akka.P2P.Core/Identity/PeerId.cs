namespace Akka.P2P.Core.Identity;

using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

/// <summary>
/// Names one installation of a peer for as long as its data folder lives: 16 random bytes that the caller draws, written as 32
/// lower-case hex digits. Ordered as its bytes are.
/// </summary>
public readonly record struct PeerId : IComparable<PeerId>
{
    /// <summary>Bytes of an id.</summary>
    public const int Size = 16;

    /// <summary>Characters of its text.</summary>
    public const int TextLength = 2 * Size;

    private readonly ulong _a;
    private readonly ulong _b;

    /// <exception cref="ArgumentException"><paramref name="bytes"/> are not 16.</exception>
    public PeerId(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
            throw new ArgumentException($"A peer id is {Size} bytes, not {bytes.Length}.", nameof(bytes));
        _a = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _b = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
    }

    private PeerId(ulong a, ulong b) => (_a, _b) = (a, b);

    /// <summary>The first eight digits, for log lines.</summary>
    public string ShortText => ToString()[..8];

    public static bool operator <(PeerId left, PeerId right) => left.CompareTo(right) < 0;

    public static bool operator <=(PeerId left, PeerId right) => left.CompareTo(right) <= 0;

    public static bool operator >(PeerId left, PeerId right) => left.CompareTo(right) > 0;

    public static bool operator >=(PeerId left, PeerId right) => left.CompareTo(right) >= 0;

    public static bool TryParse([NotNullWhen(true)] string? text, out PeerId id)
    {
        Span<byte> bytes = stackalloc byte[Size];
        if (text is not { Length: TextLength } || !HexText.TryDecode(text, bytes))
        {
            id = default;
            return false;
        }

        id = new PeerId(bytes);
        return true;
    }

    /// <exception cref="FormatException">The text is not 32 hex digits.</exception>
    public static PeerId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"A peer id is {TextLength} hex digits.");

    /// <summary>Draws a new id from <paramref name="random"/>.</summary>
    public static PeerId Draw(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Span<byte> bytes = stackalloc byte[Size];
        random.NextBytes(bytes);
        return new PeerId(bytes);
    }

    /// <summary>
    /// The id just before the first that begins with these digits: where a list that is read from there on reaches all that do. The default
    /// value when no id comes before.
    /// </summary>
    /// <exception cref="FormatException">The prefix is no beginning of an id.</exception>
    public static PeerId Before(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        var first = prefix.Length <= TextLength ? Parse(prefix.PadRight(TextLength, '0').ToLowerInvariant()) : throw new FormatException("The prefix is too long.");
        return first._b > 0 ? new PeerId(first._a, first._b - 1)
            : first._a > 0 ? new PeerId(first._a - 1, ulong.MaxValue)
            : default;
    }

    /// <exception cref="ArgumentException">There is no room for 16 bytes.</exception>
    public void CopyTo(Span<byte> destination)
    {
        if (destination.Length < Size)
            throw new ArgumentException($"A peer id needs {Size} bytes of room.", nameof(destination));
        BinaryPrimitives.WriteUInt64BigEndian(destination, _a);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _b);
    }

    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    public int CompareTo(PeerId other)
    {
        var order = _a.CompareTo(other._a);
        return order == 0 ? _b.CompareTo(other._b) : order;
    }

    // With a secret of the process: whoever draws ids for himself must not find many that fall into one place.
    public override int GetHashCode() => HashCode.Combine(_a, _b);

    public override string ToString() => Convert.ToHexStringLower(ToArray());
}
