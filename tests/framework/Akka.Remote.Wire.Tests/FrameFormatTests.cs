namespace Akka.Remote.Wire.Tests;

using System.Buffers.Binary;
using Akka.Remote.Wire;

public sealed class FrameFormatTests
{
    [Theory]
    [InlineData(int.MaxValue, "over the limit of 128000")]
    [InlineData(127_997, "over the limit of 128000")]
    [InlineData(-1, "negative")]
    [InlineData(int.MinValue, "negative")]
    [InlineData(0, "without a body")]
    public void A_length_that_cannot_be_is_refused_before_anything_is_kept(int length, string reason)
    {
        var prefix = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(prefix, length);
        // The first refusal pays for the runtime's exception machinery; the second shows what the length itself costs.
        Assert.Throws<PduException>(() => FrameFormat.TryRead(prefix, 128_000, out _));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var refusal = Assert.Throws<PduException>(() => FrameFormat.TryRead(prefix, 128_000, out _));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 0x16, 0x03, 0x01, 0x02, 0x00 }, "TLS")]
    [InlineData(new byte[] { (byte)'G', (byte)'E', (byte)'T', (byte)' ', (byte)'/' }, "HTTP")]
    [InlineData(new byte[] { (byte)'P', (byte)'O', (byte)'S', (byte)'T' }, "HTTP")]
    public void A_stranger_is_named(byte[] bytes, string reason) =>
        Assert.Contains(
            reason,
            Assert.Throws<PduException>(() => FrameFormat.TryRead(bytes, 128_000, out _)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void The_receiver_counts_the_prefix()
    {
        Assert.True(FrameFormat.Fits(127_996, 128_000));
        Assert.False(FrameFormat.Fits(127_997, 128_000));
        var frame = new byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(frame, 127_996);
        Assert.False(FrameFormat.TryRead(frame, 128_000, out var length));
        Assert.Equal(127_996, length);
    }

    [Fact]
    public void A_partial_length_asks_for_more()
    {
        Assert.False(FrameFormat.TryRead([1, 2, 3], 128_000, out var length));
        Assert.Equal(-1, length);
    }
}
