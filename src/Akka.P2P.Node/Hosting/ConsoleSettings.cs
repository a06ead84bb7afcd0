namespace Akka.P2P.Node.Hosting;

using System.Net;
using Akka.Configuration;

/// <summary>How consoles come in: <c>akka.p2p.pbm</c>, and the address of <c>petabridge.cmd</c>.</summary>
/// <param name="Host">An IP address, or a name.</param>
/// <param name="Token">Empty when nobody is asked for one.</param>
public sealed record ConsoleSettings(string Host, int Port, string Token)
{
    // What is shorter can be tried out.
    private const int MinToken = 16;

    /// <returns>Null when no console is let in.</returns>
    public static ConsoleSettings? From(Config config, ICollection<string> errors)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(errors);
        if (!config.GetBoolean("akka.p2p.pbm.enabled"))
            return null;
        var settings = new ConsoleSettings(
            config.GetString("petabridge.cmd.host"), config.GetInt("petabridge.cmd.port"), config.GetString("akka.p2p.pbm.token") ?? "");
        if (settings.Port is < 0 or > 65535)
            errors.Add($"petabridge.cmd.port is {settings.Port}: it takes 0 to 65535");
        if (settings.Token.Length is > 0 and < MinToken)
            errors.Add($"akka.p2p.pbm.token has {settings.Token.Length} characters: it takes at least {MinToken}");
        else if (settings.Token.Length == 0 && !IsThisMachine(settings.Host))
            errors.Add($"petabridge.cmd.host is {settings.Host}, which other machines reach: set akka.p2p.pbm.token, or listen on 127.0.0.1");
        return settings;
    }

    /// <summary>The token is where the host looks for it.</summary>
    public LayeredConfig Over(LayeredConfig layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        return layers.Under("akka.p2p.pbm", ConfigurationFactory.ParseString($"petabridge.cmd.token = {HoconText.Quote(Token)}"));
    }

    private static bool IsThisMachine(string host) =>
        host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
