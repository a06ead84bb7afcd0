namespace Akka.P2P.Node.Tests.CommandLine;

using Akka.P2P.Node.CommandLine;

public sealed class BindAddressTests
{
    [Theory(DisplayName = "An address of ours may have a port, none, or 0 for a free one")]
    [InlineData("127.0.0.1:8001", "127.0.0.1", 8001)]
    [InlineData("127.0.0.1:0", "127.0.0.1", 0)]
    [InlineData("0.0.0.0", "0.0.0.0", null)]
    [InlineData("build-7.lan", "build-7.lan", null)]
    [InlineData("[::1]:0", "::1", 0)]
    public void Is_read(string text, string host, int? port)
    {
        Assert.True(BindAddress.TryParse(text, out var address));
        Assert.Equal(new BindAddress(host, port), address);
    }

    [Theory(DisplayName = "Anything else is refused")]
    [InlineData("")]
    [InlineData(":8001")]
    [InlineData("a b:1")]
    [InlineData("127.0.0.1:70000")]
    [InlineData("127.0.0.1:x")]
    [InlineData(":::")]
    public void Is_refused(string text) => Assert.False(BindAddress.TryParse(text, out _));
}
