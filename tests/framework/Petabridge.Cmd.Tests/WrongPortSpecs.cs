namespace Petabridge.Cmd.Tests;

using System.Net;
using System.Net.Sockets;
using System.Text;
using Petabridge.Cmd.Common.Client;
using Petabridge.Cmd.Common.Wire;

/// <summary>Where a console comes to the wrong port, or to a host that goes away.</summary>
public sealed class WrongPortSpecs : IAsyncLifetime
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public Task InitializeAsync()
    {
        _listener.Start();
        return Task.CompletedTask;
    }

    public Task DisposeAsync()
    {
        _listener.Stop();
        return Task.CompletedTask;
    }

    [Theory(DisplayName = "What listens instead of a host is told by what it says")]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n", "a web server")]
    [InlineData("SSH-2.0-OpenSSH_9.9\r\n", "an SSH server")]
    [InlineData("\u0015\u0003\u0001\0\u0002\u0002\u0016\0", "wants TLS")]
    [InlineData("220 mail ready", "something else")]
    [InlineData("x", "something else")]
    [InlineData("", "hung up at once")]
    public async Task Something_else(string words, string expected)
    {
        var serving = ServeAsync(Encoding.ASCII.GetBytes(words), hangUp: true);
        var refused = await Assert.ThrowsAsync<PbmConnectException>(() => ConnectAsync());
        await serving;

        Assert.Equal(PbmConnectError.NotAHost, refused.Error);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Theory(DisplayName = "A port that says nothing, or begins like a host and says no more, is given up after the time that was set")]
    [InlineData("")]
    [InlineData("PBM/01\r\n")]
    [InlineData("PBM/01\r\n\0\0")]
    public async Task Silent(string words)
    {
        var serving = ServeAsync(Encoding.ASCII.GetBytes(words), hangUp: false);
        var refused = await Assert.ThrowsAsync<PbmConnectException>(() => ConnectAsync(TimeSpan.FromSeconds(1)));
        (await serving).Dispose();

        Assert.Equal(PbmConnectError.Silent, refused.Error);
        Assert.Contains("within 1 s", refused.Message, StringComparison.Ordinal);
    }

    [Theory(DisplayName = "A host of another version is named as one, whatever it says next")]
    [InlineData("PBM/00\r\n\0\0\0\u0001x", "update the node")]
    [InlineData("PBM/07\r\n", "update the console")]
    public async Task Other_version(string words, string expected)
    {
        var serving = ServeAsync(Encoding.ASCII.GetBytes(words), hangUp: true);
        var refused = await Assert.ThrowsAsync<PbmConnectException>(() => ConnectAsync());
        await serving;

        Assert.Equal(PbmConnectError.Version, refused.Error);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "Nobody at the port, no such name, and a port that can't be are told apart from a host that refuses")]
    public async Task Unreachable()
    {
        _listener.Stop();
        foreach (var options in new[] { Options(), Options() with { Host = "no-such-host.invalid" }, Options() with { Port = 70_000 } })
        {
            var refused = await Assert.ThrowsAsync<PbmConnectException>(() => PbmClient.ConnectAsync(options));
            Assert.Equal(PbmConnectError.Unreachable, refused.Error);
        }
    }

    [Fact(DisplayName = "A host that goes away ends what runs with an error, and says so to who asks")]
    public async Task Host_goes()
    {
        var serving = HostAsync();
        var client = await ConnectAsync();
        var session = await client.ExecuteTextCommandAsync("any thing");
        (await serving).Dispose();

        var answer = Assert.Single(await session.ToListAsync());
        Assert.True(answer.IsError);
        Assert.True(answer.Final);
        Assert.NotEmpty(await client.Closed.WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.True(Assert.Single(await (await client.ExecuteTextCommandAsync("any thing")).ToListAsync()).IsError);
        await Assert.ThrowsAsync<IOException>(client.GetAvailablePalettes);
        await client.DisposeAsync();
    }

    [Fact(DisplayName = "A host that sends more than the window lets through is given up, so that it can't fill the console's memory")]
    public async Task Host_overflows()
    {
        var serving = HostAsync();
        var client = await ConnectAsync();
        var session = await client.ExecuteTextCommandAsync("any thing");
        using var socket = await serving;
        var line = FrameCodec.Encode(new ResponseFrame(1, new string('x', 1000), Final: false, IsError: false), int.MaxValue);
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            for (var i = 0; i < 100_000; i++)
                await socket.SendAsync(line);
        });

        Assert.Contains("More answers than were asked for", await client.Closed.WaitAsync(TimeSpan.FromSeconds(60)), StringComparison.Ordinal);
        Assert.InRange((await session.ToListAsync()).Count, 1, 1000);
        await client.DisposeAsync();
    }

    private PbmClientOptions Options() => new() { Port = _listener.Server.LocalEndPoint is IPEndPoint at ? at.Port : 1, Timeout = TimeSpan.FromSeconds(60) };

    private Task<PbmClient> ConnectAsync(TimeSpan? timeout = null) => PbmClient.ConnectAsync(Options() with { Timeout = timeout ?? TimeSpan.FromSeconds(60) });

    private async Task<Socket> ServeAsync(byte[] words, bool hangUp)
    {
        var socket = await _listener.AcceptSocketAsync();
        await socket.SendAsync(words);
        if (hangUp)
            socket.Shutdown(SocketShutdown.Send);
        return socket;
    }

    /// <summary>Lets one console in, as a host without palettes does.</summary>
    private async Task<Socket> HostAsync()
    {
        var socket = await ServeAsync(Preamble.Of(Preamble.Version), hangUp: false);
        await socket.SendAsync(FrameCodec.Encode(new ChallengeFrame(TokenProof.NewNonce(), NeedsToken: false), 1024));
        var heard = new byte[Preamble.Length + FrameCodec.HeaderLength];
        await ReadAsync(socket, heard);
        var hello = new byte[System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(heard.AsSpan(Preamble.Length))];
        await ReadAsync(socket, hello);
        await socket.SendAsync(FrameCodec.Encode(new WelcomeFrame("test", []), 1024));
        await ReadAsync(socket, new byte[FrameCodec.HeaderLength]);
        return socket;
    }

    private static async Task ReadAsync(Socket socket, byte[] buffer)
    {
        for (var at = 0; at < buffer.Length;)
            at += await socket.ReceiveAsync(buffer.AsMemory(at));
    }
}
