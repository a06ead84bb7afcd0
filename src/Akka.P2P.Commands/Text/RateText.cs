namespace Akka.P2P.Commands.Text;

using System.Globalization;
using static Akka.P2P.Actors.Operating.NodeCommands;

/// <summary>Limits as people write them: <c>10MiB</c>, <c>10MiB/s</c>, <c>500kB</c>, <c>none</c>, <c>config</c>.</summary>
internal static class RateText
{
    public const string Usage = "takes bytes a second, for example 10MiB or 500kB, or none for no limit";

    private static readonly (string Suffix, decimal Factor)[] Units =
    [
        ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("K", 1L << 10), ("M", 1L << 20), ("G", 1L << 30),
        ("kB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("B", 1),
    ];

    /// <returns>False when it is none.</returns>
    public static bool TryParse(string text, out RateOrder? order)
    {
        order = text.ToLowerInvariant() switch
        {
            "none" or "off" => new RateOrder(null),
            "config" => new RateOrder(null, AsConfigured: true),
            _ => null,
        };
        if (order is not null)
            return true;
        var number = text.AsSpan().Trim();
        if (number.EndsWith("/s", StringComparison.OrdinalIgnoreCase))
            number = number[..^2].TrimEnd();
        var factor = 1m;
        foreach (var (suffix, unit) in Units)
        {
            if (!number.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
                continue;
            number = number[..^suffix.Length].TrimEnd();
            factor = unit;
            break;
        }

        if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) || value > (1L << 50) / factor)
            return false;
        var bytes = (long)(value * factor);
        order = new RateOrder(bytes == 0 ? null : bytes);
        return true;
    }

    public static string Of(long? bytesPerSecond) => bytesPerSecond is { } some ? Human.Rate(some) : "no limit";
}
