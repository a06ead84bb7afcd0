namespace Akka.Remote.Tests;

using Akka.Actor;

/// <summary>What both flavours of TLS do alike, with validation off: whom they trust is told apart by suites of the tree.</summary>
public sealed class TlsTellSpecs() : RemoteSpec(Unchecked)
{
    private static readonly string Unchecked = PrivateCa.Tls(
        PrivateCa.Good, "akka.remote.dot-netty.tcp.ssl { suppress-validation = on, require-mutual-authentication = on }");

    [Fact(DisplayName = "Under TLS addresses begin with akka.ssl.tcp, and what is told arrives and is answered")]
    public async Task They_talk()
    {
        var other = Other(more: Unchecked);
        Echo(other);

        var echo = await ResolveAsync(other, "user/echo");

        Assert.Equal("akka.ssl.tcp", echo.Path.Address.Protocol);
        Assert.Equal("hello", await echo.Ask<string>("hello", Patience));
    }
}
