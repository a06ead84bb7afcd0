namespace Akka.Remote.Wire;

using System.Buffers.Binary;

/// <summary>
/// The sizes of one data frame and how to write it around the message's bytes: head (length, recipient), message, tail
/// (serializer, manifest, sender, sequence). Sizes are known before the first byte is written, so a frame is written once,
/// straight to where it is sent from, and big message bytes needn't be copied at all.
/// </summary>
internal readonly ref struct EnvelopeLayout
{
    private readonly ReadOnlySpan<byte> _recipient;
    private readonly ReadOnlySpan<byte> _sender;
    private readonly ReadOnlySpan<byte> _manifest;
    private readonly int _messageLength;
    private readonly int _serializerId;
    private readonly ulong _sequence;
    private readonly int _recipientRef;
    private readonly int _senderRef;
    private readonly int _payload;
    private readonly int _envelope;
    private readonly int _container;

    /// <param name="recipient">Full path, UTF-8.</param>
    /// <param name="sender">Full path, UTF-8; empty for no sender.</param>
    /// <param name="messageLength">Bytes of the serialized message.</param>
    /// <param name="serializerId">Who can read them.</param>
    /// <param name="manifest">UTF-8; empty when the serializer has none.</param>
    /// <param name="sequence">Number of a system message, or <see cref="Pdu.NoSequence"/>.</param>
    public EnvelopeLayout(
        ReadOnlySpan<byte> recipient,
        ReadOnlySpan<byte> sender,
        int messageLength,
        int serializerId,
        ReadOnlySpan<byte> manifest,
        ulong sequence)
    {
        _recipient = recipient;
        _sender = sender;
        _manifest = manifest;
        _messageLength = messageLength;
        _serializerId = serializerId;
        _sequence = sequence;
        _recipientRef = FieldSize(recipient.Length);
        _senderRef = sender.IsEmpty ? 0 : FieldSize(sender.Length);
        checked
        {
            _payload = OptionalSize(messageLength) + (serializerId == 0 ? 0 : 1 + VarintSize(unchecked((ulong)(long)serializerId)))
                + OptionalSize(manifest.Length);
            _envelope = FieldSize(_recipientRef) + FieldSize(_payload) + (_senderRef == 0 ? 0 : FieldSize(_senderRef))
                + (sequence == 0 ? 0 : 9);
            _container = FieldSize(_envelope);
            BodyLength = FieldSize(_container);
        }

        TailLength = (serializerId == 0 ? 0 : 1 + VarintSize(unchecked((ulong)(long)serializerId))) + OptionalSize(manifest.Length)
            + (_senderRef == 0 ? 0 : FieldSize(_senderRef)) + (sequence == 0 ? 0 : 9);
        HeadLength = FrameFormat.PrefixLength + BodyLength - TailLength - messageLength;
    }

    /// <summary>What the frame's length says.</summary>
    public int BodyLength { get; }

    /// <summary>Bytes before the message, the length included.</summary>
    public int HeadLength { get; }

    /// <summary>Bytes after the message.</summary>
    public int TailLength { get; }

    public void WriteHead(Span<byte> to)
    {
        BinaryPrimitives.WriteInt32LittleEndian(to, BodyLength);
        var at = FrameFormat.PrefixLength;
        WriteLengthField(to, ref at, 1, _container);
        WriteLengthField(to, ref at, 2, _envelope);
        WriteLengthField(to, ref at, 1, _recipientRef);
        WriteBytes(to, ref at, 1, _recipient);
        WriteLengthField(to, ref at, 2, _payload);
        if (_messageLength > 0)
        {
            WriteLengthField(to, ref at, 1, _messageLength);
        }
    }

    public void WriteTail(Span<byte> to)
    {
        var at = 0;
        if (_serializerId != 0)
        {
            to[at++] = 2 << 3;
            WriteVarint(to, ref at, unchecked((ulong)(long)_serializerId));
        }

        if (!_manifest.IsEmpty)
        {
            WriteBytes(to, ref at, 3, _manifest);
        }

        if (_senderRef > 0)
        {
            WriteLengthField(to, ref at, 4, _senderRef);
            WriteBytes(to, ref at, 1, _sender);
        }

        if (_sequence != 0)
        {
            to[at++] = (5 << 3) | 1;
            BinaryPrimitives.WriteUInt64LittleEndian(to[at..], _sequence);
        }
    }

    private static int FieldSize(int length) => 1 + VarintSize((ulong)length) + length;

    private static int OptionalSize(int length) => length == 0 ? 0 : FieldSize(length);

    private static int VarintSize(ulong value)
    {
        var size = 1;
        while (value >= 0x80)
        {
            value >>= 7;
            size++;
        }

        return size;
    }

    private static void WriteVarint(Span<byte> to, ref int at, ulong value)
    {
        while (value >= 0x80)
        {
            to[at++] = (byte)(value | 0x80);
            value >>= 7;
        }

        to[at++] = (byte)value;
    }

    private static void WriteLengthField(Span<byte> to, ref int at, int field, int length)
    {
        to[at++] = (byte)((field << 3) | 2);
        WriteVarint(to, ref at, (ulong)length);
    }

    private static void WriteBytes(Span<byte> to, ref int at, int field, ReadOnlySpan<byte> bytes)
    {
        WriteLengthField(to, ref at, field, bytes.Length);
        bytes.CopyTo(to[at..]);
        at += bytes.Length;
    }
}
