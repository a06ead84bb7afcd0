namespace Petabridge.Cmd.Host.Builtin;

using System.Globalization;

/// <summary>Spans of time for people.</summary>
internal static class Spans
{
    /// <summary><c>3d 4h 5m 6s</c>, from the largest unit that isn't zero.</summary>
    public static string Text(TimeSpan span)
    {
        var parts = new[] { ((long)span.TotalDays, "d"), (span.Hours, "h"), (span.Minutes, "m"), (span.Seconds, "s") };
        return string.Join(' ', parts.SkipWhile(part => part is { Item1: 0, Item2: not "s" })
            .Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Item1}{part.Item2}")));
    }
}
