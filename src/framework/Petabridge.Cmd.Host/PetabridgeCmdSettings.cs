namespace Petabridge.Cmd.Host;

using Akka.Configuration;

/// <summary>The section <c>petabridge.cmd</c>; each key's meaning stands in <c>reference.conf</c>.</summary>
internal sealed record PetabridgeCmdSettings(
    string Host, int Port, bool LogPalettes, string Token, int MaxClients, int MaxHandshakes, TimeSpan HandshakeTimeout,
    int MaxCommandsPerClient, int MaxFrameSize, TimeSpan Farewell, int LogHistory)
{
    public const string ResponseMailbox = "petabridge.cmd.response-mailbox";

    private const int MostConnections = 100_000;

    public static Config Reference { get; } = ConfigurationFactory.FromResource<PetabridgeCmd>("reference.conf");

    /// <exception cref="ConfigurationException">A value can't be; the message names the key.</exception>
    public static PetabridgeCmdSettings Read(Config config)
    {
        return new PetabridgeCmdSettings(
            config.GetString("host"),
            (int)Within("port", config.GetInt("port"), 0, ushort.MaxValue),
            config.GetBoolean("log-palettes-on-startup"),
            config.GetString("token") ?? "",
            (int)Within("max-clients", config.GetInt("max-clients"), 1, MostConnections),
            (int)Within("max-handshakes", config.GetInt("max-handshakes"), 1, MostConnections),
            TimeSpan.FromMilliseconds(Within("handshake-timeout", (long)config.GetTimeSpan("handshake-timeout").TotalMilliseconds, 1, int.MaxValue)),
            (int)Within("max-commands-per-client", config.GetInt("max-commands-per-client"), 1, 1000),
            (int)Within("max-frame-size", config.GetByteSize("max-frame-size") ?? 0, 1024, 64 * 1024 * 1024),
            TimeSpan.FromMilliseconds(Within("farewell", (long)config.GetTimeSpan("farewell").TotalMilliseconds, 0, int.MaxValue)),
            (int)Within("log-history", config.GetInt("log-history"), 0, 1_000_000));

        static long Within(string key, long value, long least, long most) => value >= least && value <= most
            ? value
            : throw new ConfigurationException($"petabridge.cmd.{key} is {value}: it must be from {least} to {most}.");
    }

    /// <summary>Without the token.</summary>
    public override string ToString() => $"{Host}:{Port}";

    /// <summary>What may wait for the socket of one console: what its windows let through, and room for the rest.</summary>
    public long MaxQueued => (MaxCommandsPerClient + 4L) * (MaxFrameSize + Common.Wire.ResponseCost.Window);
}
