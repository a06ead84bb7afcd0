namespace Akka.Remote.Wire.Tests;

using System.Buffers.Binary;
using Akka.Remote.Serialization.Proto.Msg;
using Akka.Remote.Wire;
using Google.Protobuf;

public sealed class CodecTests
{
    [Fact]
    public void Random_envelopes_are_written_as_the_schema_writes_them()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var round = 0; round < 500; round++)
        {
            var message = Bytes(random, random.Next(4) switch { 0 => 0, 1 => 100, 2 => 127 + random.Next(3), _ => 20_000 });
            var manifest = Bytes(random, random.Next(3) * 70);
            var recipient = new string('r', random.Next(1, 300));
            var sender = random.Next(2) == 0 ? "" : new string('s', random.Next(1, 300));
            var id = random.Next(3) switch { 0 => -5, 1 => 0, _ => random.Next() };
            var sequence = random.Next(3) switch { 0 => 0UL, 1 => Pdu.NoSequence, _ => (ulong)random.NextInt64() };

            var expected = new AkkaProtocolMessage
            {
                Payload = new AckAndEnvelopeContainer
                {
                    Envelope = new RemoteEnvelope
                    {
                        Recipient = new ActorRefData { Path = recipient },
                        Sender = sender.Length == 0 ? null : new ActorRefData { Path = sender },
                        Message = new Payload
                        {
                            Message = ByteString.CopyFrom(message),
                            MessageManifest = ByteString.CopyFrom(manifest),
                            SerializerId = id,
                        },
                        Seq = sequence,
                    },
                },
            }.ToByteArray();

            var written = CapturedFrameTests.WriteEnvelope(Pdu.Decode(expected));
            Assert.True(BinaryPrimitives.ReadInt32LittleEndian(written) == expected.Length, $"seed {seed} round {round}");
            Assert.True(written.AsSpan(4).SequenceEqual(expected), $"seed {seed} round {round}");
        }
    }

    [Fact]
    public void Both_ways_to_write_nacks_are_read()
    {
        var packed = ControlFrames.Ack(7, [3, 5]);
        Assert.Equal([3UL, 5UL], Pdu.Decode(packed.AsSpan(4)).Nacks);

        byte[] unpacked = [0x0A, 0x14, 0x0A, 0x12, 0x11, 3, 0, 0, 0, 0, 0, 0, 0, 0x11, 5, 0, 0, 0, 0, 0, 0, 0];
        Assert.Equal([3UL, 5UL], Pdu.Decode(unpacked).Nacks);
    }

    [Fact]
    public void Unknown_fields_are_stepped_over()
    {
        // Field 15 as a varint, field 14 as fixed32, then a heartbeat.
        byte[] body = [0x78, 0x2A, 0x75, 1, 2, 3, 4, 0x12, 0x02, 0x08, 0x03];
        Assert.Equal(CommandType.Heartbeat, Pdu.Decode(body).Control!.CommandType);
    }

    [Theory]
    [MemberData(nameof(CapturedFrames.All), MemberType = typeof(CapturedFrames))]
    public void A_frame_cut_anywhere_is_refused_and_nothing_else_escapes(int index, string what)
    {
        var body = CapturedFrames.Frame(index)[4..];
        for (var length = 0; length < body.Length; length++)
        {
            var cut = length;
            // The outermost length no longer fits what is there, wherever the cut is.
            Assert.True(Record.Exception(() => { Pdu.Decode(body.AsSpan(0, cut)); }) is PduException, $"{what} cut at {cut}");
        }
    }

    [Fact]
    public void Random_bytes_and_flipped_bits_never_throw_anything_else()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var round = 0; round < 20_000; round++)
        {
            byte[] body;
            if (round % 2 == 0)
            {
                body = Bytes(random, random.Next(1, 60));
            }
            else
            {
                body = CapturedFrames.Frame(random.Next(CapturedFrames.Count))[4..];
                body[random.Next(body.Length)] ^= (byte)(1 << random.Next(8));
            }

            var thrown = Record.Exception(() => { Pdu.Decode(body); });
            Assert.True(thrown is null or PduException, $"seed {seed} round {round}: {thrown}");
        }
    }

    private static byte[] Bytes(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}
