namespace Akka.P2P.Node.CommandLine;

using Akka.Configuration;
using Akka.P2P.Node.Hosting;

/// <summary>Durations on the command line are those of HOCON: <c>500ms</c>, <c>10 s</c>, <c>5m</c>, <c>2h</c>, <c>infinite</c>; a bare number is milliseconds.</summary>
internal static class Durations
{
    /// <param name="text">As it was typed.</param>
    /// <param name="duration">More than 0, or <see cref="Timeout.InfiniteTimeSpan"/>.</param>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        if (string.IsNullOrWhiteSpace(text))
            return false;
        try
        {
            duration = ConfigurationFactory.ParseString($"duration = {HoconText.Quote(text)}").GetTimeSpan("duration");
        }
        catch (Exception e) when (e is FormatException or ConfigurationException or OverflowException)
        {
            return false;
        }

        return duration > TimeSpan.Zero || duration == Timeout.InfiniteTimeSpan;
    }
}
