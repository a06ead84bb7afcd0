namespace Akka.P2P.Protocol.Tests;

using System.Runtime.Serialization;
using Akka.Actor;
using Akka.P2P.Core.Identity;
using Akka.P2P.Testing;
using Xunit.Abstractions;

public sealed class SliceDataSerializerTests(ITestOutputHelper output) : P2PSpec(output)
{
    private static readonly TorrentId Torrent = new(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray());

    private SliceDataSerializer Serializer => new((ExtendedActorSystem)Sys);

    [Fact]
    public void The_header_is_what_the_description_says()
    {
        var bytes = Serializer.ToBinary(SliceData.Of(Torrent, 0x01020304, 0x00010000, 0x1122334455667788, [0xAA, 0xBB]));
        var expected = "01000000" + Torrent + "04030201" + "00000100" + "8877665544332211" + "02000000" + "AABB";
        Assert.Equal(expected.ToUpperInvariant(), Convert.ToHexString(bytes));
        Assert.Equal(SliceData.HeaderBytes + 2, bytes.Length);
    }

    [Fact]
    public void A_slice_survives_and_neither_side_copies_it()
    {
        var payload = Fixtures.Bytes("slice", WireLimits.SliceBytes);
        var frame = SliceData.NewFrame(Torrent, 3, 65536, 9, payload.Length);
        payload.CopyTo(SliceData.RoomIn(frame));
        var bytes = Serializer.ToBinary(SliceData.FromFrame(frame)!);
        Assert.Same(frame, bytes);

        var read = Assert.IsType<SliceData>(Serializer.FromBinary(bytes, "S"));

        Assert.Equal((Torrent, 3, 65536, 9L), (read.Torrent, read.Chunk, read.Offset, read.Attempt));
        Assert.Equal(payload, read.Payload.ToArray());
        bytes[SliceData.HeaderBytes] ^= 0xFF;
        Assert.Equal(bytes[SliceData.HeaderBytes], read.Payload.Span[0]);
    }

    [Fact]
    public void A_full_frame_stays_off_the_large_object_heap() =>
        Assert.True(SliceData.HeaderBytes + WireLimits.SliceBytes < 85_000);

    [Fact(DisplayName = "Hostile bytes end in a SerializationException, whatever they are")]
    public void Hostile_bytes()
    {
        var good = Serializer.ToBinary(SliceData.Of(Torrent, 1, 0, 1, new byte[100]));
        var random = TestSeed.Print(Output!).Random();
        for (var i = 0; i < 2000; i++)
        {
            var bad = good.AsSpan(0, random.Next(good.Length + 1)).ToArray();
            for (var flips = random.Next(4); flips > 0 && bad.Length > 0; flips--)
                bad[random.Next(bad.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                var slice = (SliceData)Serializer.FromBinary(bad, "S");
                Assert.Equal(bad.Length - SliceData.HeaderBytes, slice.Payload.Length);
            }
            catch (SerializationException)
            {
                // Refused: what it should be.
            }
        }

        Assert.Throws<SerializationException>(() => Serializer.FromBinary([], "S"));
        Assert.Throws<SerializationException>(() => Serializer.FromBinary(new byte[SliceData.HeaderBytes + WireLimits.SliceBytes + 1], "S"));
        Assert.Throws<SerializationException>(() => Serializer.FromBinary(good, "T"));
        Assert.Throws<ArgumentException>(() => Serializer.ToBinary("text"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(WireLimits.SliceBytes + 1)]
    public void A_slice_has_between_one_byte_and_the_limit(int length) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SliceData.NewFrame(Torrent, 0, 0, 0, length));
}
