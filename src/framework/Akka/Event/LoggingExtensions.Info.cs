namespace Akka.Event;

/// <content>Info: nothing is made unless the level is on.</content>
public static partial class LoggingExtensions
{
    /// <summary>Logs an info event; the text stands as it is.</summary>
    public static void Info(this ILoggingAdapter log, string format) => log.Log(LogLevel.InfoLevel, null, format);

    /// <summary>Logs an info event, from a template.</summary>
    public static void Info<T1>(this ILoggingAdapter log, string format, T1 arg1)
    {
        if (log.IsInfoEnabled)
            log.Log(LogLevel.InfoLevel, null, new TemplateLogMessage(log.Formatter, format, [arg1]));
    }

    /// <summary>Logs an info event, from a template.</summary>
    public static void Info<T1, T2>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2)
    {
        if (log.IsInfoEnabled)
            log.Log(LogLevel.InfoLevel, null, new TemplateLogMessage(log.Formatter, format, [arg1, arg2]));
    }

    /// <summary>Logs an info event, from a template.</summary>
    public static void Info<T1, T2, T3>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3)
    {
        if (log.IsInfoEnabled)
            log.Log(LogLevel.InfoLevel, null, new TemplateLogMessage(log.Formatter, format, [arg1, arg2, arg3]));
    }

    /// <summary>Logs an info event, from a template.</summary>
    public static void Info<T1, T2, T3, T4>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4)
    {
        if (log.IsInfoEnabled)
            log.Log(LogLevel.InfoLevel, null, new TemplateLogMessage(log.Formatter, format, [arg1, arg2, arg3, arg4]));
    }

    /// <summary>Logs an info event, from a template.</summary>
    public static void Info<T1, T2, T3, T4, T5>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5)
    {
        if (log.IsInfoEnabled)
            log.Log(LogLevel.InfoLevel, null, new TemplateLogMessage(log.Formatter, format, [arg1, arg2, arg3, arg4, arg5]));
    }

    /// <summary>Logs an info event, from a template.</summary>
    public static void Info<T1, T2, T3, T4, T5, T6>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6)
    {
        if (log.IsInfoEnabled)
            log.Log(LogLevel.InfoLevel, null, new TemplateLogMessage(log.Formatter, format, [arg1, arg2, arg3, arg4, arg5, arg6]));
    }

    /// <summary>Logs an info event, from a template.</summary>
    public static void Info(this ILoggingAdapter log, string format, object[] args)
    {
        if (log.IsInfoEnabled)
            log.Log(LogLevel.InfoLevel, null, new TemplateLogMessage(log.Formatter, format, args));
    }

    /// <summary>Logs an info event with its cause; the text stands as it is.</summary>
    public static void Info(this ILoggingAdapter log, Exception? cause, string format) => log.Log(LogLevel.InfoLevel, cause, format);

    /// <summary>Logs an info event with its cause, from a template.</summary>
    public static void Info<T1>(this ILoggingAdapter log, Exception? cause, string format, T1 arg1)
    {
        if (log.IsInfoEnabled)
            log.Log(LogLevel.InfoLevel, cause, new TemplateLogMessage(log.Formatter, format, [arg1]));
    }

    /// <summary>Logs an info event with its cause, from a template.</summary>
    public static void Info<T1, T2>(this ILoggingAdapter log, Exception? cause, string format, T1 arg1, T2 arg2)
    {
        if (log.IsInfoEnabled)
            log.Log(LogLevel.InfoLevel, cause, new TemplateLogMessage(log.Formatter, format, [arg1, arg2]));
    }

    /// <summary>Logs an info event with its cause, from a template.</summary>
    public static void Info<T1, T2, T3>(this ILoggingAdapter log, Exception? cause, string format, T1 arg1, T2 arg2, T3 arg3)
    {
        if (log.IsInfoEnabled)
            log.Log(LogLevel.InfoLevel, cause, new TemplateLogMessage(log.Formatter, format, [arg1, arg2, arg3]));
    }

    /// <summary>Logs an info event with its cause, from a template.</summary>
    public static void Info<T1, T2, T3, T4>(this ILoggingAdapter log, Exception? cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4)
    {
        if (log.IsInfoEnabled)
            log.Log(LogLevel.InfoLevel, cause, new TemplateLogMessage(log.Formatter, format, [arg1, arg2, arg3, arg4]));
    }

    /// <summary>Logs an info event with its cause, from a template.</summary>
    public static void Info<T1, T2, T3, T4, T5>(this ILoggingAdapter log, Exception? cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5)
    {
        if (log.IsInfoEnabled)
            log.Log(LogLevel.InfoLevel, cause, new TemplateLogMessage(log.Formatter, format, [arg1, arg2, arg3, arg4, arg5]));
    }

    /// <summary>Logs an info event with its cause, from a template.</summary>
    public static void Info<T1, T2, T3, T4, T5, T6>(this ILoggingAdapter log, Exception? cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6)
    {
        if (log.IsInfoEnabled)
            log.Log(LogLevel.InfoLevel, cause, new TemplateLogMessage(log.Formatter, format, [arg1, arg2, arg3, arg4, arg5, arg6]));
    }

    /// <summary>Logs an info event with its cause, from a template.</summary>
    public static void Info(this ILoggingAdapter log, Exception? cause, string format, object[] args)
    {
        if (log.IsInfoEnabled)
            log.Log(LogLevel.InfoLevel, cause, new TemplateLogMessage(log.Formatter, format, args));
    }
}
