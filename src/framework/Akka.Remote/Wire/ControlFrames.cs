namespace Akka.Remote.Wire;

using System.Buffers.Binary;
using Akka.Remote.Serialization.Proto.Msg;
using Google.Protobuf;

/// <summary>Whole frames that carry no message: instructions and acknowledgements.</summary>
internal static class ControlFrames
{
    private static readonly byte[] HeartbeatBytes = Instruction(CommandType.Heartbeat);

    public static byte[] Heartbeat() => HeartbeatBytes;

    public static byte[] Disassociate(CommandType variant) => Instruction(variant);

    /// <param name="origin">The address that this node advertises.</param>
    /// <param name="uid">This incarnation's number.</param>
    public static byte[] Associate(AddressData origin, int uid) => Frame(new AkkaProtocolMessage
    {
        Instruction = new AkkaControlMessage
        {
            CommandType = CommandType.Associate,
            HandshakeInfo = new AkkaHandshakeInfo { Origin = origin, Uid = unchecked((uint)uid) },
        },
    });

    /// <param name="cumulative">The highest number below which (and with which) everything has arrived.</param>
    /// <param name="missing">Numbers below the highest one seen that haven't.</param>
    public static byte[] Ack(ulong cumulative, IEnumerable<ulong> missing)
    {
        var ack = new AcknowledgementInfo { CumulativeAck = cumulative };
        ack.Nacks.AddRange(missing);
        return Frame(new AkkaProtocolMessage { Payload = new AckAndEnvelopeContainer { Ack = ack } });
    }

    private static byte[] Instruction(CommandType command) =>
        Frame(new AkkaProtocolMessage { Instruction = new AkkaControlMessage { CommandType = command } });

    private static byte[] Frame(AkkaProtocolMessage message)
    {
        var length = message.CalculateSize();
        var frame = new byte[FrameFormat.PrefixLength + length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, length);
        message.WriteTo(frame.AsSpan(FrameFormat.PrefixLength));
        return frame;
    }
}
