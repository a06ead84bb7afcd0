namespace Petabridge.Cmd.Tests.Support;

using System.Net;
using System.Net.Sockets;
using Petabridge.Cmd.Common.Wire;

/// <summary>A console that can be told to say anything.</summary>
internal sealed class RawConsole : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private RawConsole(Socket socket) => Channel = new TcpFrameChannel(socket, maxFrame: 8 * 1024 * 1024, maxQueued: 64 * 1024 * 1024);

    public TcpFrameChannel Channel { get; }

    public static async Task<RawConsole> ConnectAsync(IPEndPoint address)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(address);
        return new RawConsole(socket);
    }

    /// <summary>Says the preamble of that version.</summary>
    public void Greet(int version = Preamble.Version) => Channel.PostRaw(Preamble.Of(version));

    /// <summary>The host's preamble.</summary>
    public async Task<int?> GreetedAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        return Preamble.VersionIn(await Channel.ReceiveRawAsync(Preamble.Length, patience.Token));
    }

    public async Task<Frame?> NextAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await Channel.ReceiveAsync(patience.Token);
    }

    /// <summary>Goes through with the handshake.</summary>
    public async Task EnterAsync(string? token)
    {
        Greet();
        Assert.Equal(Preamble.Version, await GreetedAsync());
        var challenge = Assert.IsType<ChallengeFrame>(await NextAsync());
        var nonce = TokenProof.NewNonce();
        Channel.Post(new HelloFrame("raw", nonce, token is null ? null : TokenProof.Of(token, challenge.Nonce, nonce)));
        Assert.IsType<WelcomeFrame>(await NextAsync());
    }

    /// <summary>Waits until the host has closed.</summary>
    public async Task ClosedAsync()
    {
        try
        {
            while (await NextAsync() is not null)
            {
                // What it said before doesn't matter here.
            }
        }
        catch (IOException)
        {
            // Closed as well.
        }
    }

    public ValueTask DisposeAsync() => Channel.DisposeAsync();
}
