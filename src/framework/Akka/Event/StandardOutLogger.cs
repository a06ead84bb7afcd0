namespace Akka.Event;

/// <summary>Writes log events to standard output, in colours by level.</summary>
public class StandardOutLogger : MinimalLogger
{
    private static readonly Lock Writing = new();

    /// <summary>The colour of debug events.</summary>
    public static ConsoleColor DebugColor { get; set; } = ConsoleColor.Gray;

    /// <summary>The colour of info events.</summary>
    public static ConsoleColor InfoColor { get; set; } = ConsoleColor.White;

    /// <summary>The colour of warnings.</summary>
    public static ConsoleColor WarningColor { get; set; } = ConsoleColor.Yellow;

    /// <summary>The colour of errors.</summary>
    public static ConsoleColor ErrorColor { get; set; } = ConsoleColor.Red;

    /// <summary>Whether colours are used; never when the output is not a terminal.</summary>
    public static bool UseColors { get; set; } = true;

    /// <inheritdoc/>
    protected override void Log(object message)
    {
        if (message is LogEvent logEvent)
            Print(logEvent, Filter);
        else
            Console.WriteLine(message);
    }

    /// <summary>Writes an event unless the filter drops it.</summary>
    internal static void Print(LogEvent logEvent, LogFilterEvaluator filter)
    {
        if (!filter.ShouldTryKeepMessage(logEvent, out var text))
            return;
        if (!UseColors || Console.IsOutputRedirected)
        {
            Console.WriteLine(text);
            return;
        }

        // One writer at a time: the colour belongs to the whole terminal.
        lock (Writing)
        {
            Console.ForegroundColor = logEvent.LogLevel() switch
            {
                LogLevel.DebugLevel => DebugColor,
                LogLevel.InfoLevel => InfoColor,
                LogLevel.WarningLevel => WarningColor,
                _ => ErrorColor,
            };
            Console.WriteLine(text);
            Console.ResetColor();
        }
    }
}
