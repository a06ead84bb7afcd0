namespace Petabridge.Cmd.Common.Client;

using System.Net.Sockets;
using Petabridge.Cmd.Common.Wire;

/// <summary>The console's side of the first exchange, bounded in time as a whole; every way it can end has its own sentence.</summary>
internal static class ClientHandshake
{
    private const long MaxQueued = 8 * 1024 * 1024;

    /// <exception cref="PbmConnectException">With the reason.</exception>
    public static async Task<(IFrameChannel Channel, WelcomeFrame Welcome)> ConnectAsync(PbmClientOptions options, CancellationToken ct)
    {
        using var deadline = new CancellationTokenSource(options.Timeout);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, deadline.Token);
        var name = options.Host.Contains(':', StringComparison.Ordinal) ? $"[{options.Host}]:{options.Port}" : $"{options.Host}:{options.Port}";
        var channel = new TcpFrameChannel(await DialAsync(options, name, deadline.Token, either.Token).ConfigureAwait(false), options.MaxFrameSize, MaxQueued);
        try
        {
            return (channel, await GreetAsync(channel, options, name, either.Token).ConfigureAwait(false));
        }
        catch (Exception e)
        {
            await channel.DisposeAsync().ConfigureAwait(false);
            if (e is OperationCanceledException && !ct.IsCancellationRequested)
                throw new PbmConnectException(PbmConnectError.Silent, $"Something listens at {name}, but it said nothing that a pbm host would say within {options.Timeout.TotalSeconds:0.#} s: another program, or a node that hangs.", e);
            if (e is IOException or InvalidDataException)
                throw new PbmConnectException(PbmConnectError.NotAHost, $"{name} is no pbm host, or broke off: {e.Message}", e);
            throw;
        }
    }

    private static async Task<Socket> DialAsync(PbmClientOptions options, string name, CancellationToken deadline, CancellationToken either)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(options.Host, options.Port, either).ConfigureAwait(false);
            return socket;
        }
        catch (Exception e)
        {
            socket.Dispose();
            if (e is OperationCanceledException && deadline.IsCancellationRequested)
                throw new PbmConnectException(PbmConnectError.Unreachable, $"{name} did not answer within {options.Timeout.TotalSeconds:0.#} s: is the host up, and no firewall between?", e);
            if (e is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
                throw new PbmConnectException(PbmConnectError.Unreachable, $"Nobody listens at {name}: is the node running, and is that its pbm port?", e);
            if (e is SocketException or ArgumentException)
                throw new PbmConnectException(PbmConnectError.Unreachable, $"{name} can't be reached: {e.Message}", e);
            throw;
        }
    }

    private static async Task<WelcomeFrame> GreetAsync(TcpFrameChannel channel, PbmClientOptions options, string name, CancellationToken ct)
    {
        channel.PostRaw(Preamble.Of(Preamble.Version));
        var first = await channel.ReceiveRawAsync(Preamble.Length, ct).ConfigureAwait(false);
        if (Preamble.VersionIn(first) is not { } version)
        {
            throw new PbmConnectException(PbmConnectError.NotAHost, first.Length == 0
                ? $"Something listens at {name}, but it hung up at once: no pbm host, or one that has too many connections."
                : $"At {name} listens {Preamble.Guess(first)}, no pbm host.");
        }

        if (version != Preamble.Version)
            throw await OtherVersionAsync(channel, version, name, ct).ConfigureAwait(false);
        var challenge = Expect<ChallengeFrame>(await NextAsync(channel, ct).ConfigureAwait(false), name);
        var token = string.IsNullOrEmpty(options.Token) ? null : options.Token;
        if (challenge.NeedsToken && token is null)
            throw new PbmConnectException(PbmConnectError.TokenMissing, $"{name} asks for a token, and none was given.");
        var nonce = TokenProof.NewNonce();
        channel.Post(new HelloFrame(options.Name, nonce, token is null ? null : TokenProof.Of(token, challenge.Nonce, nonce)));
        return Expect<WelcomeFrame>(await NextAsync(channel, ct).ConfigureAwait(false), name);
    }

    // The host's own words when they are understood, else ours.
    private static async Task<PbmConnectException> OtherVersionAsync(TcpFrameChannel channel, int version, string name, CancellationToken ct)
    {
        try
        {
            if (await channel.ReceiveAsync(ct).ConfigureAwait(false) is RefusedFrame refused)
                return new PbmConnectException(PbmConnectError.Version, $"{name} refused: {refused.Reason}");
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            // The versions differ in more than their numbers.
        }

        return new PbmConnectException(
            PbmConnectError.Version, $"{name} speaks version {version} of the protocol and this console version {Preamble.Version}: update the {(version > Preamble.Version ? "console" : "node")}.");
    }

    private static async Task<Frame> NextAsync(TcpFrameChannel channel, CancellationToken ct) =>
        await channel.ReceiveAsync(ct).ConfigureAwait(false) ?? throw new IOException("it closed the connection during the handshake.");

    private static T Expect<T>(Frame frame, string name)
        where T : Frame => frame switch
        {
            T expected => expected,
            RefusedFrame refused => throw new PbmConnectException(ErrorOf(refused.Code), $"{name} refused: {refused.Reason}"),
            _ => throw new InvalidDataException($"it sent {frame.GetType().Name} out of turn."),
        };

    private static PbmConnectError ErrorOf(string code) => code switch
    {
        RefusalCodes.Version => PbmConnectError.Version,
        RefusalCodes.TokenMissing => PbmConnectError.TokenMissing,
        RefusalCodes.TokenWrong => PbmConnectError.TokenWrong,
        _ => PbmConnectError.Refused,
    };
}
