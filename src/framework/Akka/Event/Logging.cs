namespace Akka.Event;

using Akka.Actor;

/// <summary>Makes logging adapters, and maps levels to names and event types.</summary>
public static class Logging
{
    /// <summary>Above every level: nothing is logged.</summary>
    internal const LogLevel OffLogLevel = (LogLevel)int.MaxValue;

    /// <summary>The four levels, lowest first.</summary>
    internal static readonly LogLevel[] AllLogLevels = [LogLevel.DebugLevel, LogLevel.InfoLevel, LogLevel.WarningLevel, LogLevel.ErrorLevel];

    /// <summary>The name of a level as the configuration writes it.</summary>
    /// <exception cref="ArgumentException">The level is unknown.</exception>
    public static string StringFor(this LogLevel logLevel) => logLevel switch
    {
        LogLevel.DebugLevel => "DEBUG",
        LogLevel.InfoLevel => "INFO",
        LogLevel.WarningLevel => "WARNING",
        LogLevel.ErrorLevel => "ERROR",
        OffLogLevel => "OFF",
        _ => throw new ArgumentException($"Unknown log level {logLevel}.", nameof(logLevel)),
    };

    /// <summary>The level of a name, in any case: DEBUG, INFO, WARNING, ERROR or OFF.</summary>
    /// <exception cref="ArgumentException">There is no such level.</exception>
    public static LogLevel LogLevelFor(string logLevel) => logLevel?.ToUpperInvariant() switch
    {
        "DEBUG" => LogLevel.DebugLevel,
        "INFO" => LogLevel.InfoLevel,
        "WARNING" => LogLevel.WarningLevel,
        "ERROR" => LogLevel.ErrorLevel,
        "OFF" => OffLogLevel,
        _ => throw new ArgumentException($"Unknown log level \"{logLevel}\". Valid ones are OFF, ERROR, WARNING, INFO and DEBUG.", nameof(logLevel)),
    };

    /// <summary>The level of an event type.</summary>
    /// <exception cref="ArgumentException">The type is none of the four.</exception>
    public static LogLevel LogLevelFor<T>()
        where T : LogEvent =>
        Array.Find(AllLogLevels, l => l.ClassFor() == typeof(T)) is var level && level.ClassFor() == typeof(T)
            ? level
            : throw new ArgumentException($"{typeof(T)} stands for no log level.");

    /// <summary>The event type of a level.</summary>
    /// <exception cref="ArgumentException">The level is unknown.</exception>
    public static Type ClassFor(this LogLevel logLevel) => logLevel switch
    {
        LogLevel.DebugLevel => typeof(Debug),
        LogLevel.InfoLevel => typeof(Info),
        LogLevel.WarningLevel => typeof(Warning),
        LogLevel.ErrorLevel => typeof(Error),
        _ => throw new ArgumentException($"Unknown log level {logLevel}.", nameof(logLevel)),
    };

    /// <summary>The name of the object's type, without its namespace.</summary>
    public static string SimpleName(object o) => SimpleName(o.GetType());

    /// <summary>The name of the type, without its namespace.</summary>
    public static string SimpleName(Type t) => t.Name;

    /// <summary>A logger for an actor, named by the actor's path.</summary>
    public static ILoggingAdapter GetLogger(this IActorContext context, ILogMessageFormatter? logMessageFormatter = null) =>
        new BusLogging(
            context.System.EventStream,
            LogSource.FromActor(context, context.System),
            LogSource.SourceType(context),
            logMessageFormatter ?? FormatterOf(context.System));

    /// <summary>A logger for anything in that system: an actor, a type, a text, or any object (see <see cref="LogSource"/>).</summary>
    public static ILoggingAdapter GetLogger(ActorSystem system, object logSourceObj, ILogMessageFormatter? logMessageFormatter = null)
    {
        var source = LogSource.Create(logSourceObj, system);
        return new BusLogging(system.EventStream, source.Source, source.Type, logMessageFormatter ?? FormatterOf(system));
    }

    /// <summary>A logger on a bus, for those who have no system.</summary>
    public static ILoggingAdapter GetLogger(LoggingBus loggingBus, object logSourceObj, ILogMessageFormatter? logMessageFormatter = null)
    {
        var source = LogSource.Create(logSourceObj);
        return new BusLogging(loggingBus, source.Source, source.Type, logMessageFormatter ?? DefaultLogMessageFormatter.Instance);
    }

    private static ILogMessageFormatter FormatterOf(ActorSystem system) => system.Settings?.LogFormatter ?? DefaultLogMessageFormatter.Instance;
}
