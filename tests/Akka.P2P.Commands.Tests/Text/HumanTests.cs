namespace Akka.P2P.Commands.Tests.Text;

using Akka.P2P.Commands.Text;

public sealed class HumanTests
{
    [Theory(DisplayName = "Bytes have three digits and a binary unit")]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1024, "1.00 KiB")]
    [InlineData(10.5 * 1024, "10.5 KiB")]
    [InlineData(1024.0 * 1024 * 1024 * 1.5, "1.50 GiB")]
    [InlineData(1024.0 * 1024 * 999.6, "0.98 GiB")]
    public void Bytes(double bytes, string expected) => Assert.Equal(expected, Human.Bytes(bytes));

    [Theory(DisplayName = "100 % is said of all, and of nothing less")]
    [InlineData(1, 3, "33.3 %")]
    [InlineData(999_999, 1_000_000, "99.9 %")]
    [InlineData(3, 3, "100.0 %")]
    [InlineData(0, 0, "-")]
    public void Percent(long part, long whole, string expected) => Assert.Equal(expected, Human.Percent(part, whole));

    [Theory(DisplayName = "A span has its two largest units")]
    [InlineData(0.0012344, "1.234 ms")]
    [InlineData(59.9, "59 s")]
    [InlineData(60, "1 min")]
    [InlineData(3725, "1 h 2 min")]
    [InlineData(90000, "1 d 1 h")]
    public void Span(double seconds, string expected) => Assert.Equal(expected, Human.Span(TimeSpan.FromSeconds(seconds)));
}
