namespace Petabridge.Cmd.Common.Client;

/// <summary>How to reach a host.</summary>
public sealed record PbmClientOptions
{
    public string Host { get; init; } = "127.0.0.1";

    public int Port { get; init; } = 9110;

    /// <summary>The host's token; null or empty: none. It is proved, never sent.</summary>
    public string? Token { get; init; }

    /// <summary>The time for the connection and the handshake together.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Who calls, for the host's log: <c>pbm 1.0</c>.</summary>
    public string Name { get; init; } = "pbm";

    /// <summary>Bytes of one frame; at least what the host has as <c>petabridge.cmd.max-frame-size</c>.</summary>
    public int MaxFrameSize { get; init; } = 1024 * 1024;

    /// <summary>Without the token.</summary>
    public override string ToString() => $"{Host}:{Port}";
}
