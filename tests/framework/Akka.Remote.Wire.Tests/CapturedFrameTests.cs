namespace Akka.Remote.Wire.Tests;

using Akka.Remote.Serialization.Proto.Msg;
using Akka.Remote.Wire;
using Google.Protobuf;

public sealed class CapturedFrameTests
{
    [Fact]
    public void The_whole_conversation_is_there() => Assert.Equal(52, CapturedFrames.Count);

    [Theory]
    [MemberData(nameof(CapturedFrames.All), MemberType = typeof(CapturedFrames))]
    public void The_schema_reads_a_frame_and_writes_the_same_bytes(int index, string what)
    {
        var frame = CapturedFrames.Frame(index);
        var message = AkkaProtocolMessage.Parser.ParseFrom(frame.AsSpan(4));

        Assert.True(message.Payload is null != message.Instruction is null, what);
        Assert.Equal(frame[4..], message.ToByteArray());
    }

    [Theory]
    [MemberData(nameof(CapturedFrames.All), MemberType = typeof(CapturedFrames))]
    public void The_codec_reads_what_the_schema_reads(int index, string what)
    {
        var frame = CapturedFrames.Frame(index);
        var message = AkkaProtocolMessage.Parser.ParseFrom(frame.AsSpan(4));
        Assert.True(FrameFormat.TryRead(frame, 128_000, out var length), what);
        Assert.Equal(frame.Length - 4, length);

        var pdu = Pdu.Decode(frame.AsSpan(4));

        Assert.Equal(message.Instruction, pdu.Control);
        Assert.Equal(message.Payload?.Ack is not null, pdu.HasAck);
        Assert.Equal(message.Payload?.Envelope is not null, pdu.HasEnvelope);
        if (message.Payload?.Ack is { } ack)
        {
            Assert.Equal(ack.CumulativeAck, pdu.CumulativeAck);
            Assert.Equal(ack.Nacks, pdu.Nacks);
        }

        if (message.Payload?.Envelope is { } envelope)
        {
            Assert.Equal(envelope.Recipient.Path, System.Text.Encoding.UTF8.GetString(pdu.Recipient));
            Assert.Equal(envelope.Sender?.Path ?? "", System.Text.Encoding.UTF8.GetString(pdu.Sender));
            Assert.Equal(envelope.Message.Message.ToByteArray(), pdu.Message.ToArray());
            Assert.Equal(envelope.Message.MessageManifest.ToByteArray(), pdu.Manifest.ToArray());
            Assert.Equal(envelope.Message.SerializerId, pdu.SerializerId);
            Assert.Equal(envelope.Seq, pdu.Sequence);
        }
    }

    [Theory]
    [MemberData(nameof(CapturedFrames.All), MemberType = typeof(CapturedFrames))]
    public void The_codec_writes_the_captured_bytes(int index, string what)
    {
        var frame = CapturedFrames.Frame(index);
        var pdu = Pdu.Decode(frame.AsSpan(4));

        var written = pdu switch
        {
            { Control.CommandType: CommandType.Associate } =>
                ControlFrames.Associate(pdu.Control.HandshakeInfo.Origin, (int)pdu.Control.HandshakeInfo.Uid),
            { Control.CommandType: CommandType.Heartbeat } => ControlFrames.Heartbeat(),
            { Control: not null } => ControlFrames.Disassociate(pdu.Control.CommandType),
            { HasEnvelope: true } => WriteEnvelope(pdu),
            _ => ControlFrames.Ack(pdu.CumulativeAck, pdu.Nacks),
        };

        Assert.True(frame.AsSpan().SequenceEqual(written), what);
    }

    internal static byte[] WriteEnvelope(Pdu pdu)
    {
        var layout = new EnvelopeLayout(
            pdu.Recipient, pdu.Sender, pdu.Message.Length, pdu.SerializerId, pdu.Manifest, pdu.Sequence);
        var written = new byte[layout.HeadLength + pdu.Message.Length + layout.TailLength];
        layout.WriteHead(written);
        pdu.Message.CopyTo(written.AsSpan(layout.HeadLength));
        layout.WriteTail(written.AsSpan(layout.HeadLength + pdu.Message.Length));
        return written;
    }
}
