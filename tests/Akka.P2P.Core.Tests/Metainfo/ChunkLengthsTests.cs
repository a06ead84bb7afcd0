namespace Akka.P2P.Core.Tests.Metainfo;

using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Metainfo;

public sealed class ChunkLengthsTests
{
    private const long Mi = 1024 * 1024;

    [Theory(DisplayName = "Frozen: another chunk length for a size would give the same content another id")]
    [InlineData(0, 262144)]
    [InlineData(1, 262144)]
    [InlineData(512 * Mi, 262144)]
    [InlineData((512 * Mi) + 1, 524288)]
    [InlineData(1024 * Mi, 524288)]
    [InlineData((1024 * Mi) + 1, 1048576)]
    [InlineData(4096 * Mi, 2097152)]
    [InlineData((4096 * Mi) + 1, 4194304)]
    [InlineData(8192 * Mi, 4194304)]
    [InlineData(16384 * Mi, 8388608)]
    [InlineData((16384 * Mi) + 1, 16777216)]
    [InlineData(long.MaxValue, 16777216)]
    public void The_length_for_a_size_never_changes(long total, int expected) => Assert.Equal(expected, ChunkLengths.For(total));

    [Fact]
    public void It_is_always_a_chunk_length_and_grows_with_the_size()
    {
        var last = 0;
        for (var bits = 0; bits < 62; bits++)
        {
            var length = ChunkLengths.For(1L << bits);
            Assert.True(ChunkGrid.IsChunkLength(length) && length >= last);
            last = length;
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => ChunkLengths.For(-1));
    }
}
