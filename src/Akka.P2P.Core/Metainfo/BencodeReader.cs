namespace Akka.P2P.Core.Metainfo;

using System.Text;
using System.Text.Unicode;

/// <summary>
/// Reads bencoded bytes (BEP 3) in one pass and without copies. There is exactly one way to write a value, so anything else is
/// refused: leading zeros, minus zero, keys that repeat or are not in the order of their raw bytes, bytes after the end. Every
/// fault is a <see cref="MetainfoException"/> with its position.
/// </summary>
public ref struct BencodeReader
{
    private readonly ReadOnlySpan<byte> _source;
    private readonly BencodeLimits _limits;
    private readonly int _base;
    // One entry a level: where the last key stands, so that the next can be compared; -1 before the first, -2 in a list.
    private readonly (int Start, int Length)[] _levels;
    private int _depth;
    private int _items;

    /// <param name="basePosition">What is added to positions in errors, when the source is part of something larger.</param>
    public BencodeReader(ReadOnlySpan<byte> source, BencodeLimits limits, int basePosition = 0)
    {
        ArgumentNullException.ThrowIfNull(limits);
        _source = source;
        _limits = limits;
        _base = basePosition;
        _levels = new (int, int)[limits.MaxDepth];
        if (source.Length > limits.MaxLength)
            throw new MetainfoException($"{source.Length} bytes are more than the {limits.MaxLength} that are accepted.");
    }

    /// <summary>Bytes read so far.</summary>
    public int Position { get; private set; }

    /// <summary>What stands next; reads nothing.</summary>
    public readonly BencodeKind Peek() => Current() switch
    {
        (byte)'i' => BencodeKind.Number,
        (byte)'l' => BencodeKind.List,
        (byte)'d' => BencodeKind.Dictionary,
        (byte)'e' => BencodeKind.End,
        >= (byte)'0' and <= (byte)'9' => BencodeKind.Bytes,
        var other => throw Fault($"The byte 0x{other:x2} begins no bencoded value"),
    };

    public long ReadInteger()
    {
        Expect(BencodeKind.Number, "an integer");
        Position++;
        var negative = Current() == '-';
        if (negative)
            Position++;
        var digits = ReadDigits((byte)'e');
        if (negative && digits == 0)
            throw Fault("Minus zero is no integer");
        if (digits > (negative ? (ulong)long.MaxValue + 1 : long.MaxValue))
            throw Fault("The integer has more than 64 bits");
        return negative ? unchecked((long)(0 - digits)) : (long)digits;
    }

    /// <summary>A byte string; the span is part of the source.</summary>
    public ReadOnlySpan<byte> ReadBytes()
    {
        Expect(BencodeKind.Bytes, "a string");
        return TakeString();
    }

    /// <summary>A byte string that must be UTF-8. No normalisation.</summary>
    public string ReadText()
    {
        var start = Position;
        var bytes = ReadBytes();
        if (!Utf8.IsValid(bytes))
            throw new MetainfoException("The text is not UTF-8", _base + start);
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Steps into a list; walk it with <see cref="NextItem"/>.</summary>
    public void EnterList()
    {
        Expect(BencodeKind.List, "a list");
        Enter(-2);
    }

    /// <summary>True when another item stands next, which must then be read or skipped; false after stepping out of the list.</summary>
    public bool NextItem()
    {
        if (Peek() != BencodeKind.End)
            return true;
        Leave();
        return false;
    }

    /// <summary>Steps into a dictionary; walk it with <see cref="NextKey"/>.</summary>
    public void EnterDictionary()
    {
        Expect(BencodeKind.Dictionary, "a dictionary");
        Enter(-1);
    }

    /// <summary>
    /// True with the next key, whose value must then be read or skipped; false after stepping out of the dictionary.
    /// </summary>
    public bool NextKey(out ReadOnlySpan<byte> key)
    {
        key = default;
        var start = Position;
        switch (Peek())
        {
            case BencodeKind.End:
                Leave();
                return false;
            case BencodeKind.Bytes:
                break;
            default:
                throw Fault("A key of a dictionary must be a string");
        }

        key = TakeString();
        ref var last = ref _levels[_depth - 1];
        if (last.Start >= 0)
        {
            var order = key.SequenceCompareTo(_source.Slice(last.Start, last.Length));
            if (order == 0)
                throw new MetainfoException("A key stands twice in one dictionary", _base + start);
            if (order < 0)
                throw new MetainfoException("The keys of a dictionary are not sorted", _base + start);
        }

        last = (Position - key.Length, key.Length);
        return true;
    }

    /// <summary>Steps over the next value, whatever it is, and checks it all the same.</summary>
    public void Skip()
    {
        switch (Peek())
        {
            case BencodeKind.Number:
                ReadInteger();
                break;
            case BencodeKind.Bytes:
                ReadBytes();
                break;
            case BencodeKind.List:
                EnterList();
                while (NextItem())
                    Skip();
                break;
            case BencodeKind.Dictionary:
                EnterDictionary();
                while (NextKey(out _))
                    Skip();
                break;
            default:
                throw Fault("A value is missing");
        }
    }

    /// <summary>Checks that nothing follows.</summary>
    public readonly void ExpectEnd()
    {
        if (Position != _source.Length)
            throw Fault("There are bytes after the end");
    }

    /// <summary>The error for a value that is well formed and still wrong.</summary>
    public readonly MetainfoException Fault(string message) => new(message, _base + Position);

    private readonly byte Current() => Position < _source.Length ? _source[Position] : throw Fault("The bytes end too early");

    private void Expect(BencodeKind kind, string name)
    {
        if (Peek() != kind)
            throw Fault($"Here {name} is expected");
        if (++_items > _limits.MaxItems)
            throw Fault($"There are more than {_limits.MaxItems} values");
    }

    private void Enter(int mark)
    {
        if (_depth == _limits.MaxDepth)
            throw Fault($"Values are nested more than {_limits.MaxDepth} deep");
        _levels[_depth++] = (mark, 0);
        Position++;
    }

    private void Leave()
    {
        _depth--;
        Position++;
    }

    private ReadOnlySpan<byte> TakeString()
    {
        var start = Position;
        var length = ReadDigits((byte)':');
        if (length > (ulong)_limits.MaxBytes || length > (ulong)(_source.Length - Position))
            throw new MetainfoException($"A string claims {length} bytes, more than there are or may be", _base + start);
        var bytes = _source.Slice(Position, (int)length);
        Position += bytes.Length;
        return bytes;
    }

    private ulong ReadDigits(byte end)
    {
        var start = Position;
        var value = 0UL;
        while (Current() != end)
        {
            var digit = (uint)(_source[Position] - '0');
            if (digit > 9)
                throw Fault("Here a digit is expected");
            if (Position > start && value == 0)
                throw Fault("A number has a leading zero");
            if (value > (ulong.MaxValue - digit) / 10)
                throw Fault("The number has more than 64 bits");
            value = (value * 10) + digit;
            Position++;
        }

        if (Position == start)
            throw Fault("Here a digit is expected");
        Position++;
        return value;
    }
}
