namespace Akka.Remote.Tests;

using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Remote.Transport.DotNetty;

/// <summary>One node that asks for certificates of its own CA, and others that have one, or not quite.</summary>
public sealed class TlsSpecs() : RemoteSpec(PrivateCa.Tls(PrivateCa.Good, "akka.remote.handshake-timeout = 5 s"))
{
    private int _refusals;

    [Fact(DisplayName = "Nodes with certificates of one CA talk, under addresses that begin with akka.ssl.tcp")]
    public async Task They_talk()
    {
        var other = Other(more: PrivateCa.Tls(PrivateCa.Ours.IssueFile("there")));
        Echo(other);

        var echo = await ResolveAsync(other, "user/echo");

        Assert.Equal("akka.ssl.tcp", echo.Path.Address.Protocol);
        Assert.Equal("akka.ssl.tcp", AddressOf(Sys).Protocol);
        Assert.Equal("hello", await echo.Ask<string>("hello", Patience));
    }

    [Fact(DisplayName = "Messages of every size arrive whole and in their order")]
    public async Task All_sizes()
    {
        var other = Other(more: PrivateCa.Tls(PrivateCa.Ours.IssueFile("there")));
        Echo(other);
        var echo = await ResolveAsync(other, "user/echo");
        var random = new Random(11);
        byte[][] messages = [.. Enumerable.Range(0, 300).Select(i => new byte[i % 3 == 0 ? random.Next(100) : random.Next(120_000)])];
        foreach (var message in messages)
            random.NextBytes(message);

        foreach (var message in messages)
            echo.Tell(message, TestActor);

        foreach (var message in messages)
            Assert.Equal(message, ExpectMsg<byte[]>());
    }

    [Fact(DisplayName = "Who doesn't speak TLS gets nothing said, and the log says why")]
    public Task Plain() => RefusedAsync("doesn't speak TLS", () => Other(more: Tcp(0)), "akka.ssl.tcp");

    [Fact(DisplayName = "Another CA's certificate gets nothing said, and the log says why")]
    public Task Another_ca()
    {
        var theirs = new PrivateCa("Strangers");
        // It believes our root, so that it is only we who refuse.
        var path = PrivateCa.Write(theirs.Issue("stranger"), PrivateCa.Ours.Root);
        return RefusedAsync("nobody that this node trusts has issued it", () => Other(more: PrivateCa.Tls(path)));
    }

    [Fact(DisplayName = "Who keeps dialling without TLS doesn't keep the log from saying why the next one was refused")]
    public async Task Each_reason_is_said()
    {
        await Plain();

        await Another_ca();
        await Expired();
        await No_certificate();
    }

    [Fact(DisplayName = "An expired certificate gets nothing said, and the log says why")]
    public Task Expired() =>
        RefusedAsync("has expired", () => Other(more: PrivateCa.Tls(PrivateCa.Ours.IssueFile("old", until: -1))));

    [Fact(DisplayName = "A node that answers with another CA's certificate is not spoken with either, and the log says why")]
    public async Task We_look_as_well()
    {
        var other = Other(more: PrivateCa.Tls(PrivateCa.Write(new PrivateCa("Strangers").Issue("stranger"), PrivateCa.Ours.Root)));
        Echo(other);

        await EventFilter.Warning(contains: "nobody that this node trusts has issued it").ExpectOneAsync(
            Patience,
            () =>
            {
                Sys.ActorSelection(new RootActorPath(AddressOf(other)) / "user" / "echo").Tell("hello", TestActor);
                return Task.CompletedTask;
            });

        Assert.False(HasMessages);
    }

    [Fact(DisplayName = "Who shows no certificate is refused in the handshake, and the log says why")]
    public async Task No_certificate()
    {
        using var socket = new TcpClient();
        await EventFilter.Warning(contains: "it showed no certificate").ExpectOneAsync(Patience, async () =>
        {
            await socket.ConnectAsync("127.0.0.1", AddressOf(Sys).Port!.Value);
            await using var stream = new SslStream(socket.GetStream(), false, static (_, shown, _, _) => shown is not null);
            // In TLS 1.3 the client learns of it with its first read.
            await Assert.ThrowsAnyAsync<Exception>(async () =>
            {
                await stream.AuthenticateAsClientAsync("127.0.0.1");
                await stream.ReadExactlyAsync(new byte[1]);
            });
        });
    }

    [Fact(DisplayName = "What follows on hello but isn't TLS ends the connection, and others are served")]
    public async Task Garbage()
    {
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync("127.0.0.1", AddressOf(Sys).Port!.Value);
            var garbage = new byte[5000];
            new Random(3).NextBytes(garbage);
            byte[] hello = [0x16, 0x03, 0x01, 0x01, 0x00, 0x01, .. garbage];
            await socket.GetStream().WriteAsync(hello);
            var ended = new byte[1000];
            try
            {
                while (await socket.GetStream().ReadAsync(ended) > 0)
                {
                }
            }
            catch (IOException)
            {
                // Reset: it ended as well.
            }
        }

        await They_talk();
    }

    [Fact(DisplayName = "Connections that never begin to negotiate are given up in time, and others are served meanwhile")]
    public async Task Silent_ones()
    {
        var silent = new List<TcpClient>();
        try
        {
            for (var i = 0; i < 50; i++)
            {
                silent.Add(new TcpClient());
                await silent[^1].ConnectAsync("127.0.0.1", AddressOf(Sys).Port!.Value);
            }

            await They_talk();
            foreach (var client in silent)
                Assert.Equal(0, await client.GetStream().ReadAsync(new byte[1]).AsTask().WaitAsync(Patience * 2));
        }
        finally
        {
            silent.ForEach(c => c.Dispose());
        }
    }

    [Fact(DisplayName = "The certificate can come from code")]
    public async Task Setup()
    {
        var config = ConfigurationFactory.ParseString("""
            akka { loglevel = WARNING, actor.provider = remote
              remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0, enable-ssl = on } }
            """);
        var setup = BootstrapSetup.Create().WithConfig(config).And(new DotNettySslSetup(PrivateCa.Ours.Issue("coded"), suppressValidation: true));
        var other = ActorSystem.Create("there", setup);
        try
        {
            Echo(other);
            Assert.Equal("hello", await (await ResolveAsync(other, "user/echo")).Ask<string>("hello", Patience));
        }
        finally
        {
            await other.Terminate();
        }
    }

    private async Task RefusedAsync(string why, Func<ActorSystem> start, string? protocol = null)
    {
        var name = $"echo{++_refusals}";
        Echo(Sys, name);
        var other = start();
        var here = AddressOf(Sys);
        var target = new RootActorPath(protocol is null ? here : new Address("akka.tcp", here.System, here.Host, here.Port)) / "user" / name;
        await EventFilter.Warning(contains: why).ExpectOneAsync(Patience, async () =>
        {
            var answer = other.ActorSelection(target).Ask<string>("hello", TimeSpan.FromSeconds(3));
            await Assert.ThrowsAnyAsync<Exception>(() => answer);
        });
    }

    [Theory(DisplayName = "A certificate that can't be used stops the start, and the sentence says what is wrong with it")]
    [InlineData("", "name the PKCS #12 file")]
    [InlineData("/nowhere/at/all.pfx", "/nowhere/at/all.pfx")]
    public void No_such_file(string path, string why)
    {
        var failure = Assert.ThrowsAny<Exception>(() => Other("broken", PrivateCa.Tls(path)));

        Assert.Contains(why, failure.ToString(), StringComparison.Ordinal);
    }

    [Fact(DisplayName = "A wrong password, a file without a key and an unknown flag stop the start, and the sentence says so")]
    public void Unusable()
    {
        var keyless = PrivateCa.Write(PrivateCa.Ours.Root);

        Assert.Contains("holds no private key", Failure(PrivateCa.Tls(keyless)), StringComparison.Ordinal);
        Assert.Contains(PrivateCa.Good, Failure("akka.remote.dot-netty.tcp.ssl.certificate.password = wrong\n" + PrivateCa.Tls(PrivateCa.Good).Replace("ssl.certificate.password", "unused", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("[sealed]", Failure(PrivateCa.Tls(PrivateCa.Good, "akka.remote.dot-netty.tcp.ssl.certificate.flags = [sealed]")), StringComparison.Ordinal);
        Assert.Contains("no such certificate", Failure("akka.remote.dot-netty.tcp { enable-ssl = on, ssl.certificate { use-thumbprint-over-file = on, thumbprint = \"00ff\" } }"), StringComparison.Ordinal);

        string Failure(string hocon) => Assert.ThrowsAny<Exception>(() => Other("broken", hocon)).ToString();
    }
}
