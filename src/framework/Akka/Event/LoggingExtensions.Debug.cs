namespace Akka.Event;

/// <content>Debug: nothing is made unless the level is on.</content>
public static partial class LoggingExtensions
{
    /// <summary>Logs a debug event; the text stands as it is.</summary>
    public static void Debug(this ILoggingAdapter log, string format) => log.Log(LogLevel.DebugLevel, null, format);

    /// <summary>Logs a debug event, from a template.</summary>
    public static void Debug<T1>(this ILoggingAdapter log, string format, T1 arg1)
    {
        if (log.IsDebugEnabled)
            log.Log(LogLevel.DebugLevel, null, new TemplateLogMessage(log.Formatter, format, [arg1]));
    }

    /// <summary>Logs a debug event, from a template.</summary>
    public static void Debug<T1, T2>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2)
    {
        if (log.IsDebugEnabled)
            log.Log(LogLevel.DebugLevel, null, new TemplateLogMessage(log.Formatter, format, [arg1, arg2]));
    }

    /// <summary>Logs a debug event, from a template.</summary>
    public static void Debug<T1, T2, T3>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3)
    {
        if (log.IsDebugEnabled)
            log.Log(LogLevel.DebugLevel, null, new TemplateLogMessage(log.Formatter, format, [arg1, arg2, arg3]));
    }

    /// <summary>Logs a debug event, from a template.</summary>
    public static void Debug<T1, T2, T3, T4>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4)
    {
        if (log.IsDebugEnabled)
            log.Log(LogLevel.DebugLevel, null, new TemplateLogMessage(log.Formatter, format, [arg1, arg2, arg3, arg4]));
    }

    /// <summary>Logs a debug event, from a template.</summary>
    public static void Debug<T1, T2, T3, T4, T5>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5)
    {
        if (log.IsDebugEnabled)
            log.Log(LogLevel.DebugLevel, null, new TemplateLogMessage(log.Formatter, format, [arg1, arg2, arg3, arg4, arg5]));
    }

    /// <summary>Logs a debug event, from a template.</summary>
    public static void Debug<T1, T2, T3, T4, T5, T6>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6)
    {
        if (log.IsDebugEnabled)
            log.Log(LogLevel.DebugLevel, null, new TemplateLogMessage(log.Formatter, format, [arg1, arg2, arg3, arg4, arg5, arg6]));
    }

    /// <summary>Logs a debug event, from a template.</summary>
    public static void Debug(this ILoggingAdapter log, string format, object[] args)
    {
        if (log.IsDebugEnabled)
            log.Log(LogLevel.DebugLevel, null, new TemplateLogMessage(log.Formatter, format, args));
    }

    /// <summary>Logs a debug event with its cause; the text stands as it is.</summary>
    public static void Debug(this ILoggingAdapter log, Exception? cause, string format) => log.Log(LogLevel.DebugLevel, cause, format);

    /// <summary>Logs a debug event with its cause, from a template.</summary>
    public static void Debug<T1>(this ILoggingAdapter log, Exception? cause, string format, T1 arg1)
    {
        if (log.IsDebugEnabled)
            log.Log(LogLevel.DebugLevel, cause, new TemplateLogMessage(log.Formatter, format, [arg1]));
    }

    /// <summary>Logs a debug event with its cause, from a template.</summary>
    public static void Debug<T1, T2>(this ILoggingAdapter log, Exception? cause, string format, T1 arg1, T2 arg2)
    {
        if (log.IsDebugEnabled)
            log.Log(LogLevel.DebugLevel, cause, new TemplateLogMessage(log.Formatter, format, [arg1, arg2]));
    }

    /// <summary>Logs a debug event with its cause, from a template.</summary>
    public static void Debug<T1, T2, T3>(this ILoggingAdapter log, Exception? cause, string format, T1 arg1, T2 arg2, T3 arg3)
    {
        if (log.IsDebugEnabled)
            log.Log(LogLevel.DebugLevel, cause, new TemplateLogMessage(log.Formatter, format, [arg1, arg2, arg3]));
    }

    /// <summary>Logs a debug event with its cause, from a template.</summary>
    public static void Debug<T1, T2, T3, T4>(this ILoggingAdapter log, Exception? cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4)
    {
        if (log.IsDebugEnabled)
            log.Log(LogLevel.DebugLevel, cause, new TemplateLogMessage(log.Formatter, format, [arg1, arg2, arg3, arg4]));
    }

    /// <summary>Logs a debug event with its cause, from a template.</summary>
    public static void Debug<T1, T2, T3, T4, T5>(this ILoggingAdapter log, Exception? cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5)
    {
        if (log.IsDebugEnabled)
            log.Log(LogLevel.DebugLevel, cause, new TemplateLogMessage(log.Formatter, format, [arg1, arg2, arg3, arg4, arg5]));
    }

    /// <summary>Logs a debug event with its cause, from a template.</summary>
    public static void Debug<T1, T2, T3, T4, T5, T6>(this ILoggingAdapter log, Exception? cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6)
    {
        if (log.IsDebugEnabled)
            log.Log(LogLevel.DebugLevel, cause, new TemplateLogMessage(log.Formatter, format, [arg1, arg2, arg3, arg4, arg5, arg6]));
    }

    /// <summary>Logs a debug event with its cause, from a template.</summary>
    public static void Debug(this ILoggingAdapter log, Exception? cause, string format, object[] args)
    {
        if (log.IsDebugEnabled)
            log.Log(LogLevel.DebugLevel, cause, new TemplateLogMessage(log.Formatter, format, args));
    }
}
