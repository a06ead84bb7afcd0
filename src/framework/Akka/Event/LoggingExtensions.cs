namespace Akka.Event;

/// <summary>The methods that code logs with. Arguments are kept as they are; the logger makes the text.</summary>
public static partial class LoggingExtensions
{
    /// <summary>Logs an event of that level; the text stands as it is.</summary>
    public static void Log(this ILoggingAdapter log, LogLevel level, string format) => log.Log(level, null, format);

    /// <summary>Logs an event of that level, from a template.</summary>
    public static void Log(this ILoggingAdapter log, LogLevel level, string format, object[] args) => log.Log(level, null, format, args);

    /// <summary>Logs an event of that level with its cause, from a template.</summary>
    public static void Log(this ILoggingAdapter log, LogLevel level, Exception? cause, string format, object[] args)
    {
        if (log.IsEnabled(level))
            log.Log(level, cause, new TemplateLogMessage(log.Formatter, format, args));
    }

    /// <summary>Logs an event of that level with its cause, from a template.</summary>
    public static void Log<T1>(this ILoggingAdapter log, LogLevel level, Exception? cause, string format, T1 arg1)
    {
        if (log.IsEnabled(level))
            log.Log(level, cause, new TemplateLogMessage(log.Formatter, format, [arg1]));
    }

    /// <summary>Logs an event of that level with its cause, from a template.</summary>
    public static void Log<T1, T2>(this ILoggingAdapter log, LogLevel level, Exception? cause, string format, T1 arg1, T2 arg2)
    {
        if (log.IsEnabled(level))
            log.Log(level, cause, new TemplateLogMessage(log.Formatter, format, [arg1, arg2]));
    }

    /// <summary>Logs an event of that level with its cause, from a template.</summary>
    public static void Log<T1, T2, T3>(this ILoggingAdapter log, LogLevel level, Exception? cause, string format, T1 arg1, T2 arg2, T3 arg3)
    {
        if (log.IsEnabled(level))
            log.Log(level, cause, new TemplateLogMessage(log.Formatter, format, [arg1, arg2, arg3]));
    }

    /// <summary>Logs an event of that level with its cause, from a template.</summary>
    public static void Log<T1, T2, T3, T4>(this ILoggingAdapter log, LogLevel level, Exception? cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4)
    {
        if (log.IsEnabled(level))
            log.Log(level, cause, new TemplateLogMessage(log.Formatter, format, [arg1, arg2, arg3, arg4]));
    }

    /// <summary>Logs an event of that level with its cause, from a template.</summary>
    public static void Log<T1, T2, T3, T4, T5>(this ILoggingAdapter log, LogLevel level, Exception? cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5)
    {
        if (log.IsEnabled(level))
            log.Log(level, cause, new TemplateLogMessage(log.Formatter, format, [arg1, arg2, arg3, arg4, arg5]));
    }

    /// <summary>Logs an event of that level with its cause, from a template.</summary>
    public static void Log<T1, T2, T3, T4, T5, T6>(this ILoggingAdapter log, LogLevel level, Exception? cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6)
    {
        if (log.IsEnabled(level))
            log.Log(level, cause, new TemplateLogMessage(log.Formatter, format, [arg1, arg2, arg3, arg4, arg5, arg6]));
    }
}
