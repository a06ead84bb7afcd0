namespace Akka.Remote.Wire;

using System.Buffers.Binary;

/// <summary>Reads protobuf fields in place: nothing is copied, nothing is allocated, and any malformed byte ends in a <see cref="PduException"/>.</summary>
internal ref struct ProtoReader(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> _data = data;
    private int _position;

    public readonly bool AtEnd => _position >= _data.Length;

    /// <summary>Field number times eight plus wire type.</summary>
    public uint ReadTag()
    {
        var tag = ReadVarint();
        if (tag is 0 or > uint.MaxValue || tag >> 3 == 0)
        {
            throw new PduException("malformed protobuf: a field has no number");
        }

        return (uint)tag;
    }

    public ulong ReadVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (_position >= _data.Length)
            {
                throw new PduException("malformed protobuf: a number is cut off");
            }

            var next = _data[_position++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new PduException("malformed protobuf: a number is longer than ten bytes");
    }

    public ReadOnlySpan<byte> ReadBytes()
    {
        var length = ReadVarint();
        if (length > (ulong)(_data.Length - _position))
        {
            throw new PduException($"malformed protobuf: a field claims {length} bytes where {_data.Length - _position} are left");
        }

        var bytes = _data.Slice(_position, (int)length);
        _position += (int)length;
        return bytes;
    }

    public ulong ReadFixed64()
    {
        if (_data.Length - _position < 8)
        {
            throw new PduException("malformed protobuf: a fixed number is cut off");
        }

        var value = BinaryPrimitives.ReadUInt64LittleEndian(_data[_position..]);
        _position += 8;
        return value;
    }

    /// <summary>Steps over a field that this version doesn't know.</summary>
    public void Skip(uint tag)
    {
        switch (tag & 7)
        {
            case 0:
                ReadVarint();
                break;
            case 1:
                ReadFixed64();
                break;
            case 2:
                ReadBytes();
                break;
            case 5 when _data.Length - _position >= 4:
                _position += 4;
                break;
            default:
                throw new PduException($"malformed protobuf: wire type {tag & 7}");
        }
    }
}
