namespace Akka.Actor;

public partial class Settings
{
    public string SupervisorStrategyClass { get; private set; } = "";

    public string SchedulerClass { get; private set; } = "";

    public TimeSpan SchedulerShutdownTimeout { get; private set; }

    public bool SerializeAllMessages { get; private set; }

    public bool SerializeAllCreators { get; private set; }

    public TimeSpan AskTimeout { get; private set; }

    public TimeSpan CreationTimeout { get; private set; }

    public TimeSpan UnstartedPushTimeout { get; private set; }

    public int DefaultVirtualNodesFactor { get; private set; }

    public string Home { get; private set; } = "";

    public string LogLevel { get; private set; } = "";

    public string StdoutLogLevel { get; private set; } = "";

    public IList<string> Loggers { get; private set; } = [];

    public string LoggersDispatcher { get; private set; } = "";

    public bool LoggerAsyncStart { get; private set; }

    public TimeSpan LoggerStartTimeout { get; private set; }

    public bool LogConfigOnStart { get; private set; }

    public bool LogSerializerOverrideOnStart { get; private set; }

    /// <summary>How many dead letters are logged; <c>int.MaxValue</c> for all.</summary>
    public int LogDeadLetters { get; private set; }

    public bool LogDeadLettersDuringShutdown { get; private set; }

    public TimeSpan LogDeadLettersSuspendDuration { get; private set; }

    public bool AddLoggingReceive { get; private set; }

    public bool DebugAutoReceive { get; private set; }

    public bool DebugEventStream { get; private set; }

    public bool DebugLifecycle { get; private set; }

    public bool DebugUnhandledMessage { get; private set; }

    public bool DebugRouterMisconfiguration { get; private set; }

    public bool DebugTimerScheduler { get; private set; }

    public bool FsmDebugEvent { get; private set; }

    public bool EmitActorTelemetry { get; private set; }

    public bool CoordinatedShutdownTerminateActorSystem { get; private set; }

    public bool CoordinatedShutdownRunByActorSystemTerminate { get; private set; }

    private void Read()
    {
        SupervisorStrategyClass = Config.GetString("akka.actor.guardian-supervisor-strategy");
        SchedulerClass = Config.GetString("akka.scheduler.implementation");
        SchedulerShutdownTimeout = Config.GetTimeSpan("akka.scheduler.shutdown-timeout");
        SerializeAllMessages = Config.GetBoolean("akka.actor.serialize-messages");
        SerializeAllCreators = Config.GetBoolean("akka.actor.serialize-creators");
        AskTimeout = Config.GetTimeSpan("akka.actor.ask-timeout", Timeout.InfiniteTimeSpan, allowInfinite: true);
        CreationTimeout = Config.GetTimeSpan("akka.actor.creation-timeout");
        UnstartedPushTimeout = Config.GetTimeSpan("akka.actor.unstarted-push-timeout");
        DefaultVirtualNodesFactor = Config.GetInt("akka.actor.deployment.default.virtual-nodes-factor");
        Home = Config.GetString("akka.home");

        LogLevel = Config.GetString("akka.loglevel");
        StdoutLogLevel = Config.GetString("akka.stdout-loglevel");
        Loggers = Config.GetStringList("akka.loggers");
        LoggersDispatcher = Config.GetString("akka.loggers-dispatcher");
        LoggerAsyncStart = Config.GetBoolean("akka.logger-async-start");
        LoggerStartTimeout = Config.GetTimeSpan("akka.logger-startup-timeout");
        LogConfigOnStart = Config.GetBoolean("akka.log-config-on-start");
        LogSerializerOverrideOnStart = Config.GetBoolean("akka.log-serializer-override-on-start");
        LogDeadLetters = Config.GetString("akka.log-dead-letters") switch
        {
            "on" or "true" or "yes" => int.MaxValue,
            "off" or "false" or "no" => 0,
            _ => Config.GetInt("akka.log-dead-letters"),
        };
        LogDeadLettersDuringShutdown = Config.GetBoolean("akka.log-dead-letters-during-shutdown");
        LogDeadLettersSuspendDuration = Config.GetTimeSpan("akka.log-dead-letters-suspend-duration", Timeout.InfiniteTimeSpan, allowInfinite: true);

        AddLoggingReceive = Config.GetBoolean("akka.actor.debug.receive");
        DebugAutoReceive = Config.GetBoolean("akka.actor.debug.autoreceive");
        DebugLifecycle = Config.GetBoolean("akka.actor.debug.lifecycle");
        DebugEventStream = Config.GetBoolean("akka.actor.debug.event-stream");
        DebugUnhandledMessage = Config.GetBoolean("akka.actor.debug.unhandled");
        DebugRouterMisconfiguration = Config.GetBoolean("akka.actor.debug.router-misconfiguration");
        DebugTimerScheduler = Config.GetBoolean("akka.actor.debug.log-timers");
        FsmDebugEvent = Config.GetBoolean("akka.actor.debug.fsm");
        EmitActorTelemetry = Config.GetBoolean("akka.actor.telemetry.enabled");

        CoordinatedShutdownTerminateActorSystem = Config.GetBoolean("akka.coordinated-shutdown.terminate-actor-system");
        CoordinatedShutdownRunByActorSystemTerminate = Config.GetBoolean("akka.coordinated-shutdown.run-by-actor-system-terminate");
        if (CoordinatedShutdownRunByActorSystemTerminate && !CoordinatedShutdownTerminateActorSystem)
        {
            throw new Akka.Configuration.ConfigurationException(
                "akka.coordinated-shutdown.run-by-actor-system-terminate=on and akka.coordinated-shutdown.terminate-actor-system=off is not a supported combination");
        }
    }
}
