namespace Akka.Remote.Wire;

using Akka.Remote.Serialization.Proto.Msg;

/// <summary>
/// One frame's body, read in place. The spans point into the receive buffer and are good until the next frame is read.
/// A data frame carries an acknowledgement, an envelope, or both; a control frame carries <see cref="Control"/>.
/// </summary>
internal ref struct Pdu
{
    /// <summary>The sequence number of a message that isn't delivered reliably.</summary>
    public const ulong NoSequence = ulong.MaxValue;

    public AkkaControlMessage? Control;

    public bool HasAck;
    public ulong CumulativeAck;
    public ulong[] Nacks;

    public bool HasEnvelope;
    public ReadOnlySpan<byte> Recipient;
    public ReadOnlySpan<byte> Sender;
    public ReadOnlySpan<byte> Message;
    public ReadOnlySpan<byte> Manifest;
    public int SerializerId;
    public ulong Sequence;

    /// <summary>Reads a body (a frame without its length).</summary>
    /// <exception cref="PduException">The bytes are not an AkkaProtocolMessage.</exception>
    public static Pdu Decode(ReadOnlySpan<byte> body)
    {
        var pdu = new Pdu { Nacks = [] };
        var known = false;
        var reader = new ProtoReader(body);
        while (!reader.AtEnd)
        {
            var tag = reader.ReadTag();
            switch (tag)
            {
                case (1 << 3) | 2:
                    pdu.ReadContainer(reader.ReadBytes());
                    known = true;
                    break;
                case (2 << 3) | 2:
                    pdu.Control = ParseControl(reader.ReadBytes());
                    known = true;
                    break;
                default:
                    reader.Skip(tag);
                    break;
            }
        }

        return known ? pdu : throw new PduException("the frame holds neither a payload nor an instruction");
    }

    private static AkkaControlMessage ParseControl(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return AkkaControlMessage.Parser.ParseFrom(bytes);
        }
        catch (Google.Protobuf.InvalidProtocolBufferException e)
        {
            throw new PduException("malformed instruction: " + e.Message, e);
        }
    }

    private static ReadOnlySpan<byte> ReadPath(ReadOnlySpan<byte> actorRef)
    {
        ReadOnlySpan<byte> path = default;
        var reader = new ProtoReader(actorRef);
        while (!reader.AtEnd)
        {
            var tag = reader.ReadTag();
            if (tag == ((1 << 3) | 2))
            {
                path = reader.ReadBytes();
            }
            else
            {
                reader.Skip(tag);
            }
        }

        return path;
    }

    private void ReadContainer(ReadOnlySpan<byte> bytes)
    {
        var reader = new ProtoReader(bytes);
        while (!reader.AtEnd)
        {
            var tag = reader.ReadTag();
            switch (tag)
            {
                case (1 << 3) | 2:
                    ReadAck(reader.ReadBytes());
                    break;
                case (2 << 3) | 2:
                    ReadEnvelope(reader.ReadBytes());
                    break;
                default:
                    reader.Skip(tag);
                    break;
            }
        }
    }

    private void ReadEnvelope(ReadOnlySpan<byte> bytes)
    {
        HasEnvelope = true;
        var reader = new ProtoReader(bytes);
        while (!reader.AtEnd)
        {
            var tag = reader.ReadTag();
            switch (tag)
            {
                case (1 << 3) | 2:
                    Recipient = ReadPath(reader.ReadBytes());
                    break;
                case (2 << 3) | 2:
                    ReadPayload(reader.ReadBytes());
                    break;
                case (4 << 3) | 2:
                    Sender = ReadPath(reader.ReadBytes());
                    break;
                case (5 << 3) | 1:
                    Sequence = reader.ReadFixed64();
                    break;
                default:
                    reader.Skip(tag);
                    break;
            }
        }
    }

    private void ReadPayload(ReadOnlySpan<byte> bytes)
    {
        var reader = new ProtoReader(bytes);
        while (!reader.AtEnd)
        {
            var tag = reader.ReadTag();
            switch (tag)
            {
                case (1 << 3) | 2:
                    Message = reader.ReadBytes();
                    break;
                case 2 << 3:
                    SerializerId = unchecked((int)reader.ReadVarint());
                    break;
                case (3 << 3) | 2:
                    Manifest = reader.ReadBytes();
                    break;
                default:
                    reader.Skip(tag);
                    break;
            }
        }
    }

    private void ReadAck(ReadOnlySpan<byte> bytes)
    {
        HasAck = true;
        List<ulong>? nacks = null;
        var reader = new ProtoReader(bytes);
        while (!reader.AtEnd)
        {
            var tag = reader.ReadTag();
            switch (tag)
            {
                case (1 << 3) | 1:
                    CumulativeAck = reader.ReadFixed64();
                    break;
                case (2 << 3) | 1:
                    (nacks ??= []).Add(reader.ReadFixed64());
                    break;
                case (2 << 3) | 2:
                    var packed = new ProtoReader(reader.ReadBytes());
                    while (!packed.AtEnd)
                    {
                        (nacks ??= []).Add(packed.ReadFixed64());
                    }

                    break;
                default:
                    reader.Skip(tag);
                    break;
            }
        }

        Nacks = nacks is null ? [] : [.. nacks];
    }
}
