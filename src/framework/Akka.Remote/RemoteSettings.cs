namespace Akka.Remote;

using Akka.Actor;
using Akka.Configuration;

/// <summary>What <c>akka.remote</c> says. Times are as configured, sizes are numbers of messages.</summary>
public class RemoteSettings
{
    /// <summary>What the protocol of every remote address begins with.</summary>
    public static readonly string AkkaScheme = "akka";

    public RemoteSettings(Config config)
    {
        Config = config;
        LogReceive = config.GetBoolean("akka.remote.log-received-messages");
        LogSend = config.GetBoolean("akka.remote.log-sent-messages");
        LogBufferSizeExceeding = config.GetString("akka.remote.log-buffer-size-exceeding", "off") is "off" or "false"
            ? 0
            : config.GetInt("akka.remote.log-buffer-size-exceeding");
        UntrustedMode = config.GetBoolean("akka.remote.untrusted-mode");
        TrustedSelectionPaths = [.. config.GetStringList("akka.remote.trusted-selection-paths")];
        RemoteLifecycleEventsLogLevel = config.GetString("akka.remote.log-remote-lifecycle-events", "off").ToUpperInvariant() switch
        {
            "ON" or "TRUE" => "DEBUG",
            var level => level,
        };
        Dispatcher = config.GetString("akka.remote.use-dispatcher", "");
        FlushWait = config.GetTimeSpan("akka.remote.flush-wait-on-shutdown");
        ShutdownTimeout = config.GetTimeSpan("akka.remote.shutdown-timeout");
        StartupTimeout = config.GetTimeSpan("akka.remote.startup-timeout");
        RetryGateClosedFor = config.GetTimeSpan("akka.remote.retry-gate-closed-for");
        UsePassiveConnections = config.GetBoolean("akka.remote.use-passive-connections", true);
        BackoffPeriod = config.GetTimeSpan("akka.remote.backoff-interval");
        CommandAckTimeout = config.GetTimeSpan("akka.remote.command-ack-timeout");
        SysMsgAckTimeout = config.GetTimeSpan("akka.remote.system-message-ack-piggyback-timeout");
        SysResendTimeout = config.GetTimeSpan("akka.remote.resend-interval");
        SysResendLimit = Positive(config, "akka.remote.resend-limit");
        SysMsgBufferSize = Positive(config, "akka.remote.system-message-buffer-size");
        InitialSysMsgDeliveryTimeout = config.GetTimeSpan("akka.remote.initial-system-message-delivery-timeout");
        QuarantineSilentSystemTimeout = config.GetTimeSpan("akka.remote.quarantine-after-silence");
        var marker = config.GetString("akka.remote.prune-quarantine-marker-after", "off");
        QuarantineDuration = marker is "off" or "false" ? null : config.GetTimeSpan("akka.remote.prune-quarantine-marker-after");
        WatchFailureDetectorConfig = config.GetConfig("akka.remote.watch-failure-detector");
        WatchFailureDetectorImplementationClass = WatchFailureDetectorConfig.GetString("implementation-class", "");
        WatchHeartBeatInterval = WatchFailureDetectorConfig.GetTimeSpan("heartbeat-interval");
        WatchUnreachableReaperInterval = WatchFailureDetectorConfig.GetTimeSpan("unreachable-nodes-reaper-interval");
        WatchHeartbeatExpectedResponseAfter = WatchFailureDetectorConfig.GetTimeSpan("expected-response-after");
        TransportNames = config.GetStringList("akka.remote.enabled-transports");
        Transports = [.. TransportNames.Select(name => new TransportSettings(config.GetConfig(name)))];
        Adapters = config.GetConfig("akka.remote.adapters").AsEnumerable().ToDictionary(a => a.Key, a => a.Value.GetString());
    }

    public Config Config { get; }

    public HashSet<string> TrustedSelectionPaths { get; set; }

    public bool UntrustedMode { get; set; }

    public bool LogSend { get; set; }

    public bool LogReceive { get; set; }

    /// <summary>0: never.</summary>
    public int LogBufferSizeExceeding { get; set; }

    /// <summary>OFF, or a log level.</summary>
    public string RemoteLifecycleEventsLogLevel { get; set; }

    public string Dispatcher { get; set; }

    public TimeSpan ShutdownTimeout { get; set; }

    public TimeSpan FlushWait { get; set; }

    public IList<string> TransportNames { get; set; }

    public IDictionary<string, string> Adapters { get; set; }

    public TransportSettings[] Transports { get; set; }

    public TimeSpan BackoffPeriod { get; set; }

    public TimeSpan RetryGateClosedFor { get; set; }

    public bool UsePassiveConnections { get; set; }

    public int SysMsgBufferSize { get; set; }

    public int SysResendLimit { get; set; }

    public TimeSpan SysResendTimeout { get; set; }

    public TimeSpan InitialSysMsgDeliveryTimeout { get; set; }

    public TimeSpan QuarantineSilentSystemTimeout { get; set; }

    /// <summary>Null: for ever.</summary>
    public TimeSpan? QuarantineDuration { get; set; }

    public TimeSpan SysMsgAckTimeout { get; set; }

    public TimeSpan StartupTimeout { get; set; }

    public TimeSpan CommandAckTimeout { get; set; }

    public Config WatchFailureDetectorConfig { get; set; }

    public string WatchFailureDetectorImplementationClass { get; set; }

    public TimeSpan WatchHeartBeatInterval { get; set; }

    public TimeSpan WatchUnreachableReaperInterval { get; set; }

    public TimeSpan WatchHeartbeatExpectedResponseAfter { get; set; }

    /// <summary>The props, to run where remoting's actors run.</summary>
    public Props ConfigureDispatcher(Props props) => string.IsNullOrEmpty(Dispatcher) ? props : props.WithDispatcher(Dispatcher);

    private static int Positive(Config config, string key)
    {
        var value = config.GetInt(key);
        return value > 0 ? value : throw new ConfigurationException($"{key} = {value}: must be at least 1");
    }

    /// <summary>One of <c>enabled-transports</c>.</summary>
    public class TransportSettings
    {
        public TransportSettings(Config config)
        {
            Config = config;
            TransportClass = config.GetString("transport-class", "");
            Adapters = config.GetStringList("applied-adapters");
        }

        public Config Config { get; set; }

        public string TransportClass { get; set; }

        public IList<string> Adapters { get; set; }
    }
}
