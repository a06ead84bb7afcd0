namespace Akka.P2P.Pbm.Tests.Running;

using System.Net;
using System.Net.Sockets;
using System.Text;
using Akka.P2P.Testing;

public sealed class WrongHostTests
{
    [Fact(DisplayName = "Nobody listens: 4, and where it was looked")]
    public async Task Nobody()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();

        await Refused($"127.0.0.1:{port}", $"Nobody listens at 127.0.0.1:{port}");
    }

    [Theory(DisplayName = "Something else listens: 4, and what it probably is")]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n", "a web server")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n", "an SSH server")]
    [InlineData("\0\u0001\u0002garbage\e[2J and more", "something else")]
    [InlineData("PBM/99\r\n{}", "speaks version 99")]
    [InlineData("PBM/01\r\n\u007f\u007f\u007f\u007f", "no pbm host")]
    [InlineData("", "hung up")]
    public async Task Something_else(string greeting, string part)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var answering = AnswerAsync(other, Encoding.Latin1.GetBytes(greeting));

        var shown = await Refused($"127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}", part);

        Assert.DoesNotContain(shown, c => char.IsControl(c) && c is not '\n' and not '\r');
        await answering;
    }

    [Fact(DisplayName = "Something listens and says nothing: 4, after the time that was said")]
    public async Task Silence()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();

        await Refused($"127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}", "said nothing", "--timeout", "0.3");
    }

    [Fact(DisplayName = "A time to connect that is none is wrong usage")]
    public async Task Bad_timeout()
    {
        Assert.Equal(2, await new FakeSurroundings().RunAsync("--timeout", "soon", "a", "b"));
        Assert.Equal(2, await new FakeSurroundings().RunAsync("--timeout", "0", "a", "b"));
        Assert.Equal(2, await new FakeSurroundings().With("PBM_TIMEOUT", "soon").RunAsync("127.0.0.1:1", "a", "b"));
    }

    [Fact(DisplayName = "A token that is missing, wrong, or right: 4, 4, 0, and never in the output")]
    public async Task Tokens()
    {
        await using var host = await SampleHost.StartAsync(config: "petabridge.cmd.token = \"open-sesame\"");
        using var folder = new TempFolder();
        var (right, wrong) = (folder.Write("right", "open-sesame\n"u8), folder.Write("wrong", "open-barley\n"u8));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(right, UnixFileMode.UserRead);

        Assert.Contains("--token-file", await Refused(host.Address, "asks for a token"), StringComparison.Ordinal);
        Assert.DoesNotContain("open-barley", await Refused(host.Address, "refused", "--token-file", wrong), StringComparison.Ordinal);
        Assert.Equal(0, await new FakeSurroundings().RunAsync(host.Address, "--token-file", right, "echo", "say", "hi"));
        Assert.Equal(0, await new FakeSurroundings().With("PBM_TOKEN_FILE", right).RunAsync(host.Address, "echo", "say", "hi"));
        Assert.Equal(0, await new FakeSurroundings().With("PBM_TOKEN", "open-sesame").RunAsync(host.Address, "echo", "say", "hi"));
        Assert.Equal(4, await new FakeSurroundings().With("PBM_TOKEN", "open-sesame").With("PBM_TOKEN_FILE", wrong).RunAsync(host.Address, "echo", "say", "hi"));
    }

    [Theory(DisplayName = "A token file that holds no token is wrong usage")]
    [InlineData("")]
    [InlineData("two\nlines\n")]
    [InlineData("a\eb")]
    public async Task Bad_token_file(string content)
    {
        using var folder = new TempFolder();
        var pbm = new FakeSurroundings();

        Assert.Equal(2, await pbm.RunAsync("127.0.0.1:1", "--token-file", folder.Write("token", Encoding.UTF8.GetBytes(content)), "a", "b"));
        Assert.Contains("holds no token", pbm.ErrorText, StringComparison.Ordinal);
        Assert.Equal(2, await new FakeSurroundings().RunAsync("127.0.0.1:1", "--token-file", folder["missing"], "a", "b"));
    }

    [Fact(DisplayName = "A token file that others can read is warned of")]
    public async Task Open_token_file()
    {
        if (OperatingSystem.IsWindows())
            return;
        await using var host = await SampleHost.StartAsync(config: "petabridge.cmd.token = \"open-sesame\"");
        using var folder = new TempFolder();
        var file = folder.Write("token", "open-sesame"u8);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        var pbm = new FakeSurroundings();

        Assert.Equal(0, await pbm.RunAsync(host.Address, "--token-file", file, "echo", "say", "hi"));
        Assert.Contains("chmod 600", pbm.ErrorText, StringComparison.Ordinal);
    }

    private static async Task<string> Refused(string address, string part, params string[] options)
    {
        var pbm = new FakeSurroundings();
        Assert.Equal(4, await pbm.RunAsync([address, .. options, "disk", "usage"]));
        Assert.Contains(part, pbm.ErrorText, StringComparison.Ordinal);
        Assert.Equal("", pbm.OutputText);
        return pbm.ErrorText;
    }

    private static async Task AnswerAsync(TcpListener listener, byte[] greeting)
    {
        using var client = await listener.AcceptTcpClientAsync();
        var stream = client.GetStream();
        await stream.WriteAsync(greeting);
        // What was said must not be lost to a reset, which closing on unread bytes would be.
        client.Client.Shutdown(SocketShutdown.Send);
        await stream.CopyToAsync(Stream.Null).ContinueWith(_ => { }, TaskScheduler.Default);
    }
}
