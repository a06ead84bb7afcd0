namespace Akka.P2P.Faults.Running;

/// <summary>What processes under fire are told beside their task.</summary>
internal static class Settings
{
    /// <summary>Their own time-outs, and a log that says more.</summary>
    public static readonly string[] Patient = Sets("akka.loglevel=INFO");

    /// <summary>Short time-outs, so that a run of seconds holds several rounds of each.</summary>
    public static readonly string[] Quick =
    [
        .. Patient,
        .. Sets(
            "akka.p2p.download.silence-timeout=2s", "akka.p2p.download.connect-timeout=3s", "akka.p2p.download.backoff-max=2s",
            "akka.p2p.download.ask-peers-interval=1s", "akka.p2p.download.storage-retry=500ms", "akka.p2p.download.keep-alive=2s",
            "akka.p2p.link.keep-alive=2s", "akka.p2p.link.timeout=3s", "akka.p2p.link.backoff-max=2s",
            "akka.p2p.node.get-retry=500ms", "akka.p2p.node.get-interval=500ms", "akka.p2p.node.tracker-timeout=5s",
            "akka.remote.transport-failure-detector.heartbeat-interval=1s", "akka.remote.transport-failure-detector.acceptable-heartbeat-pause=5s"),
    ];

    private static string[] Sets(params string[] settings) => [.. settings.SelectMany(s => new[] { "--set", s })];
}
