namespace Akka.P2P.Node.Tests.Reporting;

using Akka.P2P.Node.Reporting;

public sealed class TransferViewTests
{
    [Fact(DisplayName = "A line tells share, bytes, rate, time to go and sources")]
    public void Line() => Assert.Equal(
        "x: 25 %  64.0 MiB of 256 MiB  32.0 MiB/s  ETA 00:06  2 sources",
        new TransferView("x", "id", 64 << 20, 256 << 20, 32 << 20, 2).ToString());

    [Theory(DisplayName = "Time to go is never a guess out of nothing")]
    [InlineData(0, 100, 0, "--:--")]
    [InlineData(100, 100, 0, "00:00")]
    [InlineData(0, 7200, 1, "2:00:00")]
    [InlineData(0, 90061, 1, "1.01:01:01")]
    public void Eta(long bytes, long total, double rate, string text) =>
        Assert.Equal(text, new TransferView("x", "id", bytes, total, rate, 1).EtaText);

    [Fact(DisplayName = "An empty torrent is complete")]
    public void Empty() => Assert.True(new TransferView("x", "id", 0, 0, 0, 0).IsComplete);
}
