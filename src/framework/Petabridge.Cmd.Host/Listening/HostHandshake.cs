namespace Petabridge.Cmd.Host.Listening;

using Petabridge.Cmd.Common.Wire;

/// <summary>The host's side of the first exchange: who can't go through with it costs a socket for a few seconds, and no actor.</summary>
internal static class HostHandshake
{
    /// <returns>What the console calls itself.</returns>
    /// <exception cref="HandshakeException">It speaks something else, another version, or doesn't know the token; it was told.</exception>
    public static async Task<string> GreetAsync(TcpFrameChannel channel, string token, CancellationToken ct)
    {
        channel.PostRaw(Preamble.Of(Preamble.Version));
        var first = await channel.ReceiveRawAsync(Preamble.Length, ct).ConfigureAwait(false);
        if (Preamble.VersionIn(first) is not { } version)
            throw new HandshakeException("it doesn't speak the protocol of consoles");
        if (version != Preamble.Version)
        {
            var advice = version < Preamble.Version ? "is too old: use a newer one" : "is too new: use an older one, or update the node";
            throw Refuse(channel, RefusalCodes.Version, $"this host speaks version {Preamble.Version} of the protocol and the console version {version}, so the console {advice}.");
        }

        var nonce = TokenProof.NewNonce();
        channel.Post(new ChallengeFrame(nonce, NeedsToken: token.Length > 0));
        if (await channel.ReceiveAsync(ct).ConfigureAwait(false) is not HelloFrame hello)
            throw new HandshakeException("it left or spoke out of turn");
        if (token.Length > 0 && hello.Proof is null)
            throw Refuse(channel, RefusalCodes.TokenMissing, "this host asks for a token.");
        if (token.Length > 0 && !TokenProof.Proves(hello, token, nonce))
            throw Refuse(channel, RefusalCodes.TokenWrong, "the token is not this host's.");
        return Clean(hello.Client);
    }

    private static HandshakeException Refuse(TcpFrameChannel channel, string code, string reason)
    {
        channel.Post(new RefusedFrame(code, reason));
        return new HandshakeException(reason);
    }

    private static string Clean(string? name) => new([.. (name ?? "").Take(64).Where(c => !char.IsControl(c))]);
}

/// <summary>A connection came to nothing; the message says why, for the log.</summary>
internal sealed class HandshakeException(string message) : Exception(message);
