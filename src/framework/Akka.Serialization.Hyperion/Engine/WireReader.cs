namespace Hyperion.Internal;

using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Serialization;
using System.Text;

/// <summary>Reads one message at a time. Every length is held against what is left before anything is made.</summary>
internal sealed partial class WireReader
{
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);
    private static readonly object Unfinished = new();
    private static readonly object Skipped = new();

    private readonly List<object?> _objects = [];
    private readonly List<WireType> _types = [];
    private byte[] _bytes = [];
    private int _at;
    private int _depth;
    private long _promised;
    private bool _references;
    private CodecTable _codecs = null!;

    /// <summary>Bytes that are left: no count of values can be higher, since each takes one at least.</summary>
    public int Left => _bytes.Length - _at;

    public object? Read(byte[] bytes, CodecTable codecs)
    {
        _bytes = bytes;
        _codecs = codecs;
        try
        {
            if (Byte() != Wire.Format)
                throw Wire.Bad("it begins with another format's number");
            var flags = Byte();
            if ((flags & ~(Wire.References | Wire.Names)) != 0)
                throw Wire.Bad("it has unknown flags");
            _references = (flags & Wire.References) != 0;
            HasNames = (flags & Wire.Names) != 0;
            var value = Any();
            return Left == 0 ? value : throw Wire.Bad($"{Left} bytes follow its end");
        }
        finally
        {
            _at = 0;
            _depth = 0;
            _promised = 0;
            _bytes = [];
            _objects.Clear();
            _types.Clear();
            if (_objects.Capacity > 4096)
                _objects.Capacity = 0;
        }
    }

    /// <summary>Whether members are named.</summary>
    public bool HasNames { get; private set; }

    public object? Any()
    {
        var tag = Unsigned();
        switch (tag)
        {
            case Wire.Null:
                return null;
            case Wire.Reference:
                return Met();
            case Wire.NewType:
                return Described(NewType());
            case >= Wire.KnownType:
                return Described(TypeAt(tag - Wire.KnownType));
            default:
                return Plain(tag);
        }
    }

    /// <summary>A value that must be a <typeparamref name="T"/>.</summary>
    public T Any<T>()
    {
        var value = Any();
        if (value is T typed)
            return typed;
        if (value is null && default(T) is null)
            return default!;
        throw Wire.Bad($"a [{value?.GetType().ToString() ?? "null"}] stands where a [{typeof(T)}] belongs");
    }

    public bool Bool() => Byte() switch
    {
        0 => false,
        1 => true,
        _ => throw Wire.Bad("a boolean is neither 0 nor 1"),
    };

    public byte Byte() => _at < _bytes.Length ? _bytes[_at++] : throw Wire.Bad("it ends too soon");

    public sbyte SByte() => (sbyte)Byte();

    public short Int16() => Int64() is >= short.MinValue and <= short.MaxValue and var value ? (short)value : throw OutOfRange();

    public ushort UInt16() => UInt64() is <= ushort.MaxValue and var value ? (ushort)value : throw OutOfRange();

    public int Int32() => Int64() is >= int.MinValue and <= int.MaxValue and var value ? (int)value : throw OutOfRange();

    public uint UInt32() => Unsigned();

    public long Int64()
    {
        var raw = UInt64();
        return (long)(raw >> 1) ^ -(long)(raw & 1);
    }

    public ulong UInt64()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Byte();
            if (shift == 63 && part > 1)
                throw OutOfRange();
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }

        throw OutOfRange();
    }

    public char Char() => (char)UInt16();

    public float Single() => BinaryPrimitives.ReadSingleLittleEndian(Take(4));

    public double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Take(8));

    public decimal Decimal()
    {
        var bytes = Take(16);
        return new decimal(MemoryMarshal.Cast<byte, int>(bytes));
    }

    public Guid Guid() => new(Take(16));

    public DateTime DateTime()
    {
        var ticks = BinaryPrimitives.ReadInt64LittleEndian(Take(8));
        return new DateTime(ticks, (DateTimeKind)Byte());
    }

    public DateTimeOffset DateTimeOffset()
    {
        var ticks = BinaryPrimitives.ReadInt64LittleEndian(Take(8));
        return new DateTimeOffset(ticks, global::System.TimeSpan.FromMinutes(Int16()));
    }

    public TimeSpan TimeSpan() => new(Int64());

    public string String()
    {
        var head = Unsigned();
        var bytes = Take(head >> 1);
        if ((head & 1) == 0)
            return Utf8.GetString(bytes);
        if (bytes.Length % 2 != 0)
            throw Wire.Bad("a text has half a letter");
        var text = new string('\0', bytes.Length / 2);
        bytes.CopyTo(MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(text.AsSpan()), text.Length)));
        return text;
    }

    public ReadOnlySpan<byte> Take(long bytes)
    {
        if (bytes > Left)
            throw Wire.Bad("it ends too soon");
        _at += (int)bytes;
        return _bytes.AsSpan(_at - (int)bytes, (int)bytes);
    }

    /// <summary>A number of values that are still to come.</summary>
    public int Count(int bytesEach = 1) => Promised(Unsigned(), bytesEach);

    /// <summary>As <see cref="Count"/>, one higher on the wire; -1 is the default of a struct.</summary>
    public int CountOrDefault(int bytesEach = 1) => Promised((long)Unsigned() - 1, bytesEach);

    /// <summary>Lets an object be referred to from within itself.</summary>
    public void Publish(int index, object value)
    {
        if (index >= 0)
            _objects[index] = value;
    }

    /// <summary>
    /// Every value takes a byte of its own at least. So neither may one count be above what is left, nor all of them together above the
    /// message: collections in collections would else each get room for all that is left.
    /// </summary>
    private int Promised(long count, int bytesEach)
    {
        if (count > 0)
            _promised += count * bytesEach;
        return count * bytesEach <= Left && _promised <= _bytes.Length
            ? (int)count
            : throw Wire.Bad($"it promises {count} values and has {Left} bytes");
    }

    private static SerializationException OutOfRange() => Wire.Bad("a number is out of its range");

    private uint Unsigned() => UInt64() is <= uint.MaxValue and var value ? (uint)value : throw OutOfRange();

    private object? Met()
    {
        var index = Unsigned();
        var value = index < _objects.Count ? _objects[(int)index] : throw Wire.Bad("it refers to an object that it hasn't");
        if (ReferenceEquals(value, Unfinished))
            throw Wire.Bad("an object that can't be changed contains itself");
        if (ReferenceEquals(value, Skipped))
            throw Wire.Bad("it refers to an object within a member that this version of its type hasn't");
        return value;
    }

    private WireType NewType()
    {
        var description = Take(Unsigned());
        var type = _codecs.TypeOf(description, HasNames);
        _types.Add(type);
        return type;
    }

    private WireType TypeAt(uint number) => number < _types.Count ? _types[(int)number] : throw Wire.Bad("it refers to a type that it hasn't");

    private object Described(WireType type)
    {
        var codec = type.Codec(_codecs);
        var index = Reserve(type.IsIndexed);
        Descend();
        var value = _codecs.FromSurrogate(codec.Read(this, type, index));
        _depth--;
        Publish(index, value);
        return value;
    }

    private object Plain(uint tag)
    {
        var kind = (WireKind)(tag - Wire.Simple);
        switch (tag < Wire.Simple ? WireKind.Any : kind)
        {
            case WireKind.String:
                return String();
            case WireKind.Bytes:
                var index = Reserve(indexed: true);
                var bytes = Take(Unsigned()).ToArray();
                Publish(index, bytes);
                return bytes;
            case WireKind.Uri:
                return new Uri(String(), UriKind.RelativeOrAbsolute);
            case WireKind.Version:
                return Version.Parse(String());
            case WireKind.Type:
                return _codecs.Gate.Resolve(String());
            case WireKind.PlainObject:
                return new object();
            default:
                return Slots.Read(this, kind);
        }
    }

    private int Reserve(bool indexed)
    {
        if (!indexed || !_references)
            return -1;
        _objects.Add(Unfinished);
        return _objects.Count - 1;
    }

    private void Descend()
    {
        if (++_depth > Wire.MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw Wire.Bad($"values are nested deeper than {Wire.MaxDepth} levels");
    }
}
