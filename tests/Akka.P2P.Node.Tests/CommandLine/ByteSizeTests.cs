namespace Akka.P2P.Node.Tests.CommandLine;

using Akka.P2P.Node.CommandLine;

public sealed class ByteSizeTests
{
    [Theory(DisplayName = "Sizes are read in binary and decimal units, with a fraction")]
    [InlineData("0", 0)]
    [InlineData("17", 17)]
    [InlineData("17 B", 17)]
    [InlineData("16KiB", 16 << 10)]
    [InlineData("256MiB", 256L << 20)]
    [InlineData("1.5GiB", 3L << 29)]
    [InlineData("2kB", 2000)]
    [InlineData("2K", 2048)]
    [InlineData("1TB", 1_000_000_000_000)]
    public void Is_read(string text, long bytes)
    {
        Assert.True(ByteSize.TryParse(text, out var read));
        Assert.Equal(bytes, read);
    }

    [Theory(DisplayName = "What is no size is refused")]
    [InlineData("")]
    [InlineData("MiB")]
    [InlineData("-1")]
    [InlineData("1e9")]
    [InlineData("many")]
    [InlineData("9999999999TiB")]
    [InlineData("1,5GiB")]
    public void Is_refused(string text) => Assert.False(ByteSize.TryParse(text, out _));

    [Theory(DisplayName = "Sizes are written with three digits")]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1000, "0.98 KiB")]
    [InlineData(1536, "1.50 KiB")]
    [InlineData(268435456, "256 MiB")]
    [InlineData(1e12, "931 GiB")]
    public void Is_written(double bytes, string text) => Assert.Equal(text, ByteSize.Format(bytes));
}
