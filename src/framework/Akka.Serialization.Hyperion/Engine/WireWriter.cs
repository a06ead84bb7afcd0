namespace Hyperion.Internal;

using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Serialization;
using System.Text.Unicode;

/// <summary>Writes one message at a time into a buffer that it keeps.</summary>
internal sealed class WireWriter
{
    private const int KeptBytes = 1 << 20;

    private readonly Dictionary<object, int> _objects = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<TypeCodec, int> _types = [];
    private byte[] _buffer = new byte[1024];
    private int _count;
    private int _depth;
    private CodecTable _codecs = null!;

    public byte[] Write(object? value, CodecTable codecs)
    {
        _codecs = codecs;
        try
        {
            Byte(Wire.Format);
            Byte((byte)((codecs.KeepReferences ? Wire.References : 0) | (codecs.WriteNames ? Wire.Names : 0)));
            Any(value);
            return _buffer.AsSpan(0, _count).ToArray();
        }
        finally
        {
            _count = 0;
            _depth = 0;
            _objects.Clear();
            _types.Clear();
            if (_objects.Capacity > 4096)
                _objects.TrimExcess();
            if (_buffer.Length > KeptBytes)
                _buffer = new byte[1024];
        }
    }

    public void Any(object? value)
    {
        if (value is null)
        {
            Byte((byte)Wire.Null);
            return;
        }

        var route = _codecs.RouteOf(value.GetType());
        var body = value;
        for (var hops = 0; route.Convert is { } convert; hops++)
        {
            if (hops == 8)
                throw new SerializationException($"The surrogates of [{value.GetType()}] lead to each other.");
            body = convert(body) ?? throw new SerializationException($"The surrogate of a [{value.GetType()}] is null.");
            route = _codecs.RouteOf(body.GetType());
        }

        if (route.Codec is { } codec)
            Described(value, body, codec);
        else
            Plain(value, body, route.Kind);
    }

    public void Bool(bool value) => Byte(value ? (byte)1 : (byte)0);

    public void Byte(byte value)
    {
        if (_count == _buffer.Length)
            Grow(1);
        _buffer[_count++] = value;
    }

    public void SByte(sbyte value) => Byte((byte)value);

    public void Int16(short value) => Int64(value);

    public void UInt16(ushort value) => UInt64(value);

    public void Int32(int value) => UInt64((uint)((value << 1) ^ (value >> 31)));

    public void UInt32(uint value) => UInt64(value);

    public void Int64(long value) => UInt64((ulong)((value << 1) ^ (value >> 63)));

    public void UInt64(ulong value)
    {
        if (_buffer.Length - _count < 10)
            Grow(10);
        for (; value >= 0x80; value >>= 7)
            _buffer[_count++] = (byte)(value | 0x80);
        _buffer[_count++] = (byte)value;
    }

    public void Char(char value) => UInt64(value);

    public void Single(float value) => BinaryPrimitives.WriteSingleLittleEndian(Take(4), value);

    public void Double(double value) => BinaryPrimitives.WriteDoubleLittleEndian(Take(8), value);

    public void Decimal(decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        foreach (var part in parts)
            BinaryPrimitives.WriteInt32LittleEndian(Take(4), part);
    }

    public void Guid(Guid value) => value.TryWriteBytes(Take(16));

    public void DateTime(DateTime value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(Take(8), value.Ticks);
        Byte((byte)value.Kind);
    }

    public void DateTimeOffset(DateTimeOffset value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(Take(8), value.Ticks);
        Int32(value.TotalOffsetMinutes);
    }

    public void TimeSpan(TimeSpan value) => Int64(value.Ticks);

    /// <summary>The length in bytes, doubled, plus 1 for UTF-16: text that is no valid Unicode comes back as it was, too.</summary>
    public void String(string value)
    {
        var limit = checked(value.Length * 3);
        Reserve(limit + 5);
        var head = HeadSize((uint)limit << 1);
        var status = Utf8.FromUtf16(value, _buffer.AsSpan(_count + head), out _, out var written, replaceInvalidSequences: false);
        if (status == OperationStatus.Done)
        {
            // The length is known only now, and may need less room than was left for it.
            var needed = HeadSize((uint)written << 1);
            if (needed != head)
                _buffer.AsSpan(_count + head, written).CopyTo(_buffer.AsSpan(_count + needed));
            UInt64((uint)written << 1);
            _count += written;
            return;
        }

        var raw = MemoryMarshal.AsBytes(value.AsSpan());
        UInt64(((uint)raw.Length << 1) | 1);
        Raw(raw);
    }

    public void Raw(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    public void Descend()
    {
        if (++_depth > Wire.MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new SerializationException($"Values are nested deeper than {Wire.MaxDepth} levels"
                + (_codecs.KeepReferences ? "." : ", in a circle perhaps: preserve-object-references = true allows those."));
        }
    }

    private static int HeadSize(uint value) => value < 1 << 7 ? 1 : value < 1 << 14 ? 2 : value < 1 << 21 ? 3 : value < 1 << 28 ? 4 : 5;

    private void Described(object value, object body, TypeCodec codec)
    {
        if (codec.IsIndexed && WasMet(value))
            return;
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_types, codec, out var met);
        if (met)
        {
            UInt64(Wire.KnownType + (uint)number);
        }
        else
        {
            number = _types.Count - 1;
            Byte((byte)Wire.NewType);
            UInt64((uint)codec.Description.Length);
            Raw(codec.Description);
        }

        Descend();
        codec.Write(this, body);
        _depth--;
    }

    private void Plain(object value, object body, WireKind kind)
    {
        if (kind == WireKind.Bytes && WasMet(value))
            return;
        Byte((byte)(Wire.Simple + (uint)kind));
        switch (kind)
        {
            case WireKind.String:
                String((string)body);
                break;
            case WireKind.Bytes:
                var bytes = (byte[])body;
                UInt64((uint)bytes.Length);
                Raw(bytes);
                break;
            case WireKind.Uri:
                String(((Uri)body).OriginalString);
                break;
            case WireKind.Version:
                String(body.ToString()!);
                break;
            case WireKind.Type:
                String(TypeName.Of((Type)body));
                break;
            case WireKind.PlainObject:
                break;
            default:
                Slots.Write(this, kind, body);
                break;
        }
    }

    private bool WasMet(object value)
    {
        if (!_codecs.KeepReferences)
            return false;
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_objects, value, out var met);
        if (met)
        {
            Byte((byte)Wire.Reference);
            UInt64((uint)number);
            return true;
        }

        number = _objects.Count - 1;
        return false;
    }

    private Span<byte> Take(int bytes)
    {
        Reserve(bytes);
        _count += bytes;
        return _buffer.AsSpan(_count - bytes, bytes);
    }

    private void Reserve(int bytes)
    {
        if (_buffer.Length - _count < bytes)
            Grow(bytes);
    }

    private void Grow(int bytes)
    {
        if ((long)_count + bytes > Array.MaxLength)
            throw new SerializationException($"The message is longer than {Array.MaxLength} bytes.");
        Array.Resize(ref _buffer, (int)Math.Min(Array.MaxLength, Math.Max(_buffer.Length * 2L, (long)_count + bytes)));
    }
}
