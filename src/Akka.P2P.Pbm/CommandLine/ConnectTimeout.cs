namespace Akka.P2P.Pbm.CommandLine;

using System.Globalization;
using Akka.P2P.Pbm.Running;

/// <summary>How long connecting and the handshake may take together.</summary>
internal static class ConnectTimeout
{
    public const string Variable = "PBM_TIMEOUT";

    private static readonly TimeSpan Default = TimeSpan.FromSeconds(5);

    /// <summary>Seconds, a fraction with a point; at most an hour.</summary>
    public static bool TryParse(string text, out TimeSpan timeout)
    {
        timeout = default;
        if (!double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) || seconds is not (> 0 and <= 3600))
            return false;
        timeout = TimeSpan.FromSeconds(seconds);
        return true;
    }

    /// <exception cref="PbmException">The environment says no seconds.</exception>
    public static TimeSpan Find(TimeSpan? said, ISurroundings surroundings)
    {
        if (said is { } timeout)
            return timeout;
        if (surroundings.Environment(Variable) is not { Length: > 0 } text)
            return Default;
        return TryParse(text, out timeout)
            ? timeout
            : throw new PbmException(ExitCode.WrongUsage, $"{Variable} takes seconds, for example 10 or 0.5; '{text}' is none.");
    }
}
