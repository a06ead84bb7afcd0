namespace Petabridge.Cmd.Host.Builtin;

using System.Globalization;
using System.Text.Json.Nodes;
using Akka.Event;

/// <summary>One line of the log, its message made text when it was written.</summary>
internal sealed record LogEntry(DateTime Time, LogLevel Level, string Source, string Message, string? Cause)
{
    /// <summary>What is kept of a message, so that remembering some hundred of them stays small.</summary>
    public const int MaxText = 4096;

    public static LogEntry Of(LogEvent log) => new(
        log.Timestamp, log.LogLevel(), log.LogSource ?? "", Cut(log.Message?.ToString() ?? ""), log.Cause is null ? null : Cut(log.Cause.ToString()));

    /// <summary>The level of that name.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static LogLevel ParseLevel(string name) => name.ToUpperInvariant() switch
    {
        "DEBUG" => LogLevel.DebugLevel,
        "INFO" => LogLevel.InfoLevel,
        "WARNING" or "WARN" => LogLevel.WarningLevel,
        "ERROR" => LogLevel.ErrorLevel,
        _ => throw new FormatException($"'{name}' is no level: debug, info, warning and error are."),
    };

    public string ToText() =>
        string.Create(CultureInfo.InvariantCulture, $"{Time:yyyy-MM-dd HH:mm:ss,fff} - {NameOf(Level)} - {Source} - {Message}{(Cause is null ? "" : $" ({Cause})")}");

    public string ToJson()
    {
        var json = new JsonObject
        {
            ["time"] = DateTime.SpecifyKind(Time, DateTimeKind.Utc).ToString("O", CultureInfo.InvariantCulture),
            ["level"] = NameOf(Level),
            ["source"] = Source,
            ["message"] = Message,
        };
        if (Cause is not null)
            json["cause"] = Cause;
        return json.ToJsonString();
    }

    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.DebugLevel => "DEBUG",
        LogLevel.InfoLevel => "INFO",
        LogLevel.WarningLevel => "WARNING",
        _ => "ERROR",
    };

    private static string Cut(string text) => text.Length <= MaxText ? text : string.Concat(text.AsSpan(0, MaxText), " [...]");
}
