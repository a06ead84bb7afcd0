namespace Akka.P2P.Node.Logging;

using System.Globalization;

/// <summary>One line of the log: <c>YYYY-MM-DD HH:MM:SS,mmm - LEVEL - source - message</c> (the form of S2.90, in UTC).</summary>
public static class LogLine
{
    public static string Format(DateTime utc, string level, string source, string message) =>
        string.Create(CultureInfo.InvariantCulture, $"{utc:yyyy-MM-dd HH:mm:ss,fff} - {level} - {source} - {message}");
}
