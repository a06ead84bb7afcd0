namespace Akka.P2P.Node.CommandLine;

using System.CommandLine;
using System.CommandLine.Parsing;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;

/// <summary>Options that several commands share, each with one meaning and one text everywhere.</summary>
internal static class CommonOptions
{
    public static Option<bool> Json() => new("--json")
    {
        Description = "One JSON object a line on standard output and nothing else; the last is 'done' or 'failed'.",
    };

    public static Option<PeerAddress[]> Tracker(string what) => new("--tracker")
    {
        Description = what,
        HelpName = "HOST:PORT",
        AllowMultipleArgumentsPerToken = false,
        CustomParser = result => [.. result.Tokens.Select(token => Address(result, token.Value)).OfType<PeerAddress>()],
        DefaultValueFactory = _ => [],
    };

    public static Option<PathGlob[]> Only() => new("--only")
    {
        Description = "Only files whose path in the torrent fits; may be repeated. * fits within a name, ** over folders, ? one character, FOLDER/ all in it.",
        HelpName = "GLOB",
        AllowMultipleArgumentsPerToken = false,
        CustomParser = result => [.. result.Tokens.Select(token => Glob(result, token.Value)).OfType<PathGlob>()],
        DefaultValueFactory = _ => [],
    };

    public static Option<BindAddress?> Bind() => new("--bind")
    {
        Description = "The address, and port, to listen on. Default: all interfaces, a free port.",
        HelpName = "ADDRESS[:PORT]",
        CustomParser = result => Endpoint(result, "--bind"),
    };

    public static Option<BindAddress?> Advertise() => new("--advertise")
    {
        Description = "The name or address, and port, that others dial. Default: the address of the interface that reaches the tracker.",
        HelpName = "HOST[:PORT]",
        CustomParser = result => Endpoint(result, "--advertise"),
    };

    public static Option<string?> Tls() => new("--tls")
    {
        Description = "TLS on every connection, with this node's certificate, key and CA from a PKCS #12 file. All nodes of a swarm agree on it.",
        HelpName = "FILE.pfx",
    };

    public static Option<string[]> Set() => new("--set")
    {
        Description = "Overrides one configuration key; may be repeated.",
        HelpName = "KEY=VALUE",
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
    };

    /// <summary>Null when it isn't said.</summary>
    public static Option<TimeSpan?> Wait(string what) => new("--wait")
    {
        Description = what,
        HelpName = "DURATION",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = Duration,
    };

    private static TimeSpan? Duration(ArgumentResult result)
    {
        if (result.Tokens.Count == 0)
            return Timeout.InfiniteTimeSpan;
        if (Durations.TryParse(result.Tokens[0].Value, out var duration))
            return duration;

        result.AddError($"--wait takes a duration, for example 30s or 10m, or nothing to wait for ever; '{result.Tokens[0].Value}' is none (say --wait last when nothing follows it)");
        return null;
    }

    private static PeerAddress? Address(ArgumentResult result, string text)
    {
        if (PeerAddress.TryParse(text, out var address))
            return address;

        result.AddError($"'{text}' is not HOST:PORT, for example 192.168.1.5:8888");
        return null;
    }

    private static PathGlob? Glob(ArgumentResult result, string text)
    {
        if (PathGlob.TryParse(text, out var glob))
            return glob;

        result.AddError($"'{text}' is no pattern for --only: it names files in the torrent, for example *.json or weights/**");
        return null;
    }

    private static BindAddress? Endpoint(ArgumentResult result, string option)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (BindAddress.TryParse(text, out var address))
            return address;

        result.AddError($"{option} takes an address with or without a port, for example 0.0.0.0:8001; '{text}' is neither");
        return null;
    }
}
