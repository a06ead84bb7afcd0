namespace Akka.P2P.Node.CommandLine;

using System.Globalization;
using Akka.P2P.Simulation;

/// <summary>
/// Rates as people write them: bits by themselves (<c>1Gbit</c>, <c>50Mbit/s</c>), bytes with <c>/s</c> (<c>125MB/s</c>, <c>10MiB/s</c>), and
/// ranges of both (<c>100Mbit..1Gbit</c>). Decimal units, but for those with an i.
/// </summary>
internal static class LinkRate
{
    private static readonly (string Suffix, double Factor)[] Bits = [("Gbit", 1e9 / 8), ("Mbit", 1e6 / 8), ("kbit", 1e3 / 8)];

    public static bool TryParse(string text, out RateRange range)
    {
        range = default;
        var ends = text.Split("..");
        if (ends.Length is < 1 or > 2 || !TryOne(ends[0], out var least) || !TryOne(ends[^1], out var most) || least > most)
            return false;
        range = new RateRange(least, most);
        return true;
    }

    private static bool TryOne(string text, out double bytesPerSecond)
    {
        var trimmed = text.AsSpan().Trim();
        var isPerSecond = trimmed.EndsWith("/s", StringComparison.Ordinal);
        if (isPerSecond)
            trimmed = trimmed[..^2].TrimEnd();
        foreach (var (suffix, factor) in Bits)
        {
            if (!trimmed.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
                continue;
            var isNumber = double.TryParse(
                trimmed[..^suffix.Length].TrimEnd(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number);
            bytesPerSecond = number * factor;
            return isNumber && bytesPerSecond >= 1;
        }

        bytesPerSecond = 0;
        if (!isPerSecond || !ByteSize.TryParse(trimmed.ToString(), out var bytes) || bytes < 1)
            return false;
        bytesPerSecond = bytes;
        return true;
    }
}
