namespace Akka.Event;

using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Configuration;

/// <content>Starts and stops the loggers of a system.</content>
public partial class LoggingBus
{
    private static int _loggerNumber;

    /// <summary>Lets the logger for standard output take what is logged until the configured loggers run.</summary>
    public void StartStdoutLogger(Settings config)
    {
        ArgumentNullException.ThrowIfNull(config);
        var lowest = Logging.LogLevelFor(config.StdoutLogLevel);
        config.StdoutLogger.Filter = config.LogFilter;
        lock (_loggersChange)
        {
            _level = (int)lowest;
            _loggers = [config.StdoutLogger];
            SubscribeToLevels(config.StdoutLogger, lowest);
        }

        Publish(new Debug(SimpleName(this), GetType(), "StandardOutLogger started"));
    }

    /// <summary>
    /// Starts the actors named in <c>akka.loggers</c> and hands the log over to them. Each has <c>akka.logger-startup-timeout</c>
    /// to answer; one that doesn't is warned about and keeps its events in its mailbox until it can.
    /// </summary>
    /// <exception cref="ConfigurationException">A logger's type can't be found.</exception>
    /// <exception cref="LoggerInitializationException">A logger answers with something else.</exception>
    internal void StartDefaultLoggers(ActorSystemImpl system)
    {
        var settings = system.Settings;
        var lowest = Logging.LogLevelFor(settings.LogLevel);
        var started = new List<IActorRef>();
        var late = new List<Task>();
        var keepStdout = false;
        foreach (var name in settings.Loggers)
        {
            var type = Type.GetType(name) ?? throw new ConfigurationException($"The logger \"{name}\" in akka.loggers can't be found.");
            if (typeof(MinimalLogger).IsAssignableFrom(type))
            {
                keepStdout = true;
                continue;
            }

            var logger = CreateLogger(system, type, out var answer);
            started.Add(logger);
            late.Add(answer);
        }

        lock (_loggersChange)
        {
            var stdout = settings.StdoutLogger;
            _level = (int)lowest;
            if (keepStdout)
                started.Add(stdout);
            else
                Unsubscribe(stdout);
            _loggers = [.. started];
            foreach (var logger in started)
                SubscribeToLevels(logger, lowest);
        }

        if (!settings.LoggerAsyncStart)
            Task.WhenAll(late).GetAwaiter().GetResult();
        if (settings.DebugUnhandledMessage)
            Subscribe(system.SystemActorOf(Props.Create<UnhandledMessageForwarder>(), "UnhandledMessageForwarder"), typeof(UnhandledMessage));
        Publish(new Debug(SimpleName(this), GetType(), "Default Loggers started"));
    }

    /// <summary>Lets standard output take over again while the system goes down.</summary>
    internal void StopDefaultLoggers(ActorSystem system)
    {
        var stdout = system.Settings.StdoutLogger;
        var lowest = Logging.LogLevelFor(system.Settings.StdoutLogLevel);
        lock (_loggersChange)
        {
            if (!_loggers.Contains(stdout))
                SubscribeToLevels(stdout, lowest);
            foreach (var logger in _loggers.Where(l => !l.Equals(stdout)))
                Unsubscribe(logger);
            _loggers = [stdout];
        }

        Publish(new Debug(SimpleName(this), GetType(), "all default loggers stopped"));
    }

    private IActorRef CreateLogger(ActorSystemImpl system, Type type, out Task answer)
    {
        var settings = system.Settings;
        var name = $"log{Interlocked.Increment(ref _loggerNumber)}-{Logging.SimpleName(type)}";
        var logger = system.SystemActorOf(Props.Create(type).WithDispatcher(settings.LoggersDispatcher), name);
        answer = Initialize(logger, settings.LoggerStartTimeout, name);
        return logger;
    }

    private async Task Initialize(IActorRef logger, TimeSpan timeout, string name)
    {
        try
        {
            var response = await logger.Ask<object>(new InitializeLogger(this), timeout).ConfigureAwait(false);
            if (response is not LoggerInitialized)
                throw new LoggerInitializationException($"The logger [{name}] answered InitializeLogger with [{response}] instead of LoggerInitialized.");
            Publish(new Debug(SimpleName(this), GetType(), $"Logger {name} [{Logging.SimpleName(logger)}] started"));
        }
        catch (AskTimeoutException)
        {
            Publish(new Warning(SimpleName(this), GetType(), $"Logger [{name}] did not respond within {timeout} to InitializeLogger(bus)"));
        }
    }
}
