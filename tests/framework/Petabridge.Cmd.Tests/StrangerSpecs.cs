namespace Petabridge.Cmd.Tests;

using System.Buffers.Binary;
using System.Text;
using Petabridge.Cmd.Common.Client;
using Petabridge.Cmd.Common.Wire;
using Petabridge.Cmd.Tests.Support;
using Xunit.Abstractions;

/// <summary>Who comes to the host's port and isn't a console, or not one of today.</summary>
public sealed class StrangerSpecs(ITestOutputHelper output) : PbmSpec(output, "petabridge.cmd { max-handshakes = 4, max-clients = 3 }")
{
    [Theory(DisplayName = "A console of another version is told which versions there are, in a form that every version can read")]
    [InlineData(0, "too old")]
    [InlineData(2, "too new")]
    [InlineData(99, "too new")]
    public async Task Other_version(int version, string expected)
    {
        await using var console = await RawConsole.ConnectAsync(Address);
        console.Greet(version);

        Assert.Equal(Preamble.Version, await console.GreetedAsync());
        var refused = Assert.IsType<RefusedFrame>(await console.NextAsync());
        Assert.Equal("version", refused.Code);
        Assert.Contains(expected, refused.Reason, StringComparison.Ordinal);
        await console.ClosedAsync();
    }

    [Theory(DisplayName = "Whatever else is said at the door is hung up on")]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("PBM/xx\r\n")]
    [InlineData("\0\0\0\0\0\0\0\0\0\0\0\0")]
    public async Task Stranger(string words)
    {
        await using var stranger = await RawConsole.ConnectAsync(Address);
        stranger.Channel.PostRaw(Encoding.ASCII.GetBytes(words));
        await stranger.GreetedAsync();

        await stranger.ClosedAsync();

        Assert.Equal("3", (await LastAsync(await ConnectAsync(), "test count")).Msg);
    }

    [Theory(DisplayName = "A frame that can't be is answered with a refusal, and ends that connection alone")]
    [InlineData("not json")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"type\":\"shutdown\"}")]
    [InlineData("{\"type\":\"execute\",\"id\":1}")]
    [InlineData("{\"type\":\"execute\",\"id\":1,\"line\":null,\"window\":1}")]
    [InlineData("{\"type\":\"execute\",\"id\":\"x\",\"line\":\"\",\"window\":1}")]
    [InlineData("{\"type\":\"cancel\",\"id\":1} {}")]
    [InlineData("{\"type\":\"welcome\",\"host\":\"\",\"palettes\":[]}")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[")]
    public async Task Malformed_frame(string body)
    {
        await using var console = await RawConsole.ConnectAsync(Address);
        await console.EnterAsync(token: null);
        var frame = new byte[4 + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, body.Length);
        Encoding.ASCII.GetBytes(body, frame.AsSpan(4));
        console.Channel.PostRaw(frame);

        Assert.Equal("protocol", Assert.IsType<RefusedFrame>(await console.NextAsync()).Code);
        await console.ClosedAsync();
        Assert.Equal("3", (await LastAsync(await ConnectAsync(), "test count")).Msg);
    }

    [Theory(DisplayName = "A length that no frame may have ends the connection before a byte of it is read")]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    [InlineData((1024 * 1024) + 1)]
    public async Task Impossible_length(int length)
    {
        await using var console = await RawConsole.ConnectAsync(Address);
        await console.EnterAsync(token: null);
        var header = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(header, length);
        console.Channel.PostRaw(header);

        Assert.Contains("announced", Assert.IsType<RefusedFrame>(await console.NextAsync()).Reason, StringComparison.Ordinal);
        await console.ClosedAsync();
    }

    [Fact(DisplayName = "A console that reuses the number of a running command, or says hello twice, is refused")]
    public async Task Out_of_turn()
    {
        await using var twice = await RawConsole.ConnectAsync(Address);
        await twice.EnterAsync(token: null);
        twice.Channel.Post(new ExecuteFrame(7, "test hang", 1000));
        twice.Channel.Post(new ExecuteFrame(7, "test hang", 1000));
        Assert.Contains("running already", Assert.IsType<RefusedFrame>(await twice.NextAsync()).Reason, StringComparison.Ordinal);

        await using var again = await RawConsole.ConnectAsync(Address);
        await again.EnterAsync(token: null);
        again.Channel.Post(new HelloFrame("raw", null, null));
        Assert.Equal("protocol", Assert.IsType<RefusedFrame>(await again.NextAsync()).Code);
    }

    [Fact(DisplayName = "Those who say nothing give way, the oldest first, and keep no console out")]
    public async Task Silent_strangers()
    {
        List<RawConsole> silent = [];
        for (var i = 0; i < 6; i++)
        {
            silent.Add(await RawConsole.ConnectAsync(Address));
            await silent[^1].GreetedAsync();
        }

        await silent[0].ClosedAsync();
        await silent[1].ClosedAsync();
        Assert.Equal("3", (await LastAsync(await ConnectAsync(), "test count")).Msg);
        foreach (var one in silent)
            await one.DisposeAsync();
    }

    [Fact(DisplayName = "A host that is full says so, and has a place again when somebody leaves")]
    public async Task Full_host()
    {
        var first = await ConnectAsync();
        await ConnectAsync();
        await ConnectAsync();

        var refused = await Assert.ThrowsAsync<PbmConnectException>(() => ConnectAsync());
        Assert.Equal(PbmConnectError.Refused, refused.Error);
        Assert.Contains("3 consoles are connected", refused.Message, StringComparison.Ordinal);

        await first.DisposeAsync();
        await AwaitAssertAsync(async () => await ConnectAsync(), Patience);
    }

    [Fact(DisplayName = "An answer too long for a frame ends its command with an error that says so")]
    public async Task Long_answer()
    {
        var client = await ConnectAsync();

        var answers = await RunAsync(client, "test count 2 --pad 2000000");

        Assert.True(Assert.Single(answers).IsError);
        Assert.Contains("max-frame-size", answers[0].Msg, StringComparison.Ordinal);
        Assert.Equal("3", (await LastAsync(client, "test count")).Msg);
    }
}
