namespace Akka.P2P.Node.Hosting;

using Akka.Configuration;
using Akka.P2P.Core.Downloading;

/// <summary>What <c>akka.p2p.node</c> says, checked as a whole.</summary>
public sealed record NodeSettings
{
    public required string Name { get; init; }

    public required bool IsTracker { get; init; }

    public required bool IsPeer { get; init; }

    /// <summary>Null when nothing is to outlive the process.</summary>
    public required string? DataFolder { get; init; }

    public required string DownloadFolder { get; init; }

    public required IReadOnlyList<string> Share { get; init; }

    public required IReadOnlyList<string> Get { get; init; }

    public required TimeSpan GetInterval { get; init; }

    public required TimeSpan GetRetry { get; init; }

    public required TimeSpan TrackerTimeout { get; init; }

    /// <summary>Pauses between rebuilds of a node that is quarantined again and again.</summary>
    public required Backoff RebuildBackoff { get; init; }

    /// <summary>Where consoles come in; null when none does.</summary>
    public required ConsoleSettings? Consoles { get; init; }

    /// <summary>How long uploads may take to finish when the node is drained and nobody says.</summary>
    public required TimeSpan DrainLimit { get; init; }

    /// <summary>How often the event <c>vitals</c> is told; zero for never.</summary>
    public required TimeSpan VitalsInterval { get; init; }

    /// <exception cref="CommandException">Says everything that is wrong, each with its key.</exception>
    public static NodeSettings From(Config config)
    {
        ArgumentNullException.ThrowIfNull(config);
        var node = config.GetConfig("akka.p2p.node");
        List<string> errors = [];
        var roles = node.GetStringList("roles");
        if (roles.Count == 0 || roles.Except(["tracker", "peer"]).Any())
            errors.Add($"akka.p2p.node.roles is [{string.Join(", ", roles)}]: it takes tracker, peer, or both");

        var settings = new NodeSettings
        {
            Name = NonEmpty(node.GetString("name")) ?? Environment.MachineName,
            IsTracker = roles.Contains("tracker"),
            IsPeer = roles.Contains("peer"),
            DataFolder = NonEmpty(node.GetString("data-dir")),
            DownloadFolder = NonEmpty(node.GetString("download-dir")) ?? ".",
            Share = [.. node.GetStringList("share")],
            Get = [.. node.GetStringList("get")],
            GetInterval = Duration("get-interval"),
            GetRetry = Duration("get-retry"),
            TrackerTimeout = Duration("tracker-timeout"),
            RebuildBackoff = new Backoff(Duration("rebuild-backoff-min"), Duration("rebuild-backoff-max")),
            Consoles = ConsoleSettings.From(config, errors),
            DrainLimit = Duration("drain-limit"),
            VitalsInterval = Duration("vitals-interval", mayBeZero: true),
        };
        if (settings.RebuildBackoff.Max < settings.RebuildBackoff.Min)
            errors.Add("akka.p2p.node.rebuild-backoff-max is shorter than rebuild-backoff-min");
        if (!settings.IsPeer && (settings.Share.Count > 0 || settings.Get.Count > 0))
            errors.Add("akka.p2p.node.roles has no peer, but akka.p2p.node.share or get names torrents: only a peer carries files");

        return errors.Count == 0 ? settings : throw new CommandException(ExitCode.WrongUsage, $"The configuration is wrong: {string.Join("; ", errors)}.");

        TimeSpan Duration(string key, bool mayBeZero = false)
        {
            try
            {
                var value = node.GetTimeSpan(key);
                if (value > TimeSpan.Zero || (mayBeZero && value == TimeSpan.Zero))
                    return value;
                errors.Add($"akka.p2p.node.{key} is {value}: it must be more than 0");
            }
            catch (Exception e) when (e is FormatException or ConfigurationException or OverflowException)
            {
                errors.Add($"akka.p2p.node.{key} is '{node.GetString(key)}': it takes a duration such as 5s");
            }

            return TimeSpan.FromSeconds(1);
        }
    }

    private static string? NonEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
