namespace Akka.P2P.Node.CommandLine;

using System.Globalization;

/// <summary>Sizes as people write and read them. Only binary units are written; <c>kB</c> and <c>MB</c> are read as decimal ones.</summary>
public static class ByteSize
{
    private static readonly (string Suffix, long Factor)[] Units =
    [
        ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("TiB", 1L << 40),
        ("K", 1L << 10), ("M", 1L << 20), ("G", 1L << 30), ("T", 1L << 40),
        ("kB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000),
        ("B", 1),
    ];

    /// <returns>False when <paramref name="text"/> is no size, is negative, or is over 8 EiB.</returns>
    public static bool TryParse(string text, out long bytes)
    {
        var trimmed = text.AsSpan().Trim();
        var factor = 1L;
        foreach (var (suffix, unit) in Units)
        {
            if (trimmed.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
            {
                trimmed = trimmed[..^suffix.Length].TrimEnd();
                factor = unit;
                break;
            }
        }

        bytes = 0;
        if (!decimal.TryParse(trimmed, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            || number > long.MaxValue / factor)
        {
            return false;
        }

        bytes = (long)(number * factor);
        return true;
    }

    /// <summary>Three significant digits and a binary unit: <c>1.5 GiB</c>, <c>17 B</c>.</summary>
    public static string Format(double bytes)
    {
        ReadOnlySpan<string> names = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
        var unit = 0;
        while (Math.Abs(bytes) >= 999.5 && unit < names.Length - 1)
        {
            bytes /= 1024;
            unit++;
        }

        var digits = unit == 0 || bytes >= 99.95 ? "0" : bytes >= 9.995 ? "0.0" : "0.00";
        return string.Create(CultureInfo.InvariantCulture, $"{bytes.ToString(digits, CultureInfo.InvariantCulture)} {names[unit]}");
    }
}
