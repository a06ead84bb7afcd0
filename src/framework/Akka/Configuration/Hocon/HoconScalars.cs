namespace Akka.Configuration.Hocon;

using System.Collections.Frozen;
using System.Globalization;

/// <summary>How text becomes numbers, times and sizes; one place, so that every failure names the key and what was wanted.</summary>
internal static class HoconScalars
{
    private static readonly FrozenDictionary<string, double> Ticks = Units(
        (TimeSpan.TicksPerDay, "d day days"),
        (TimeSpan.TicksPerHour, "h hour hours"),
        (TimeSpan.TicksPerMinute, "m minute minutes"),
        (TimeSpan.TicksPerSecond, "s second seconds"),
        (TimeSpan.TicksPerMillisecond, "ms milli millis millisecond milliseconds"),
        (TimeSpan.TicksPerMicrosecond, "us micro micros microsecond microseconds"),
        (0.01, "ns nano nanos nanosecond nanoseconds"));

    private static readonly FrozenDictionary<string, double> Bytes = Units(
        (1, "b B byte bytes"),
        (1e3, "kB kilobyte kilobytes"), (1024, "k K Ki KiB kibibyte kibibytes"),
        (1e6, "MB megabyte megabytes"), (Math.Pow(1024, 2), "m M Mi MiB mebibyte mebibytes"),
        (1e9, "GB gigabyte gigabytes"), (Math.Pow(1024, 3), "g G Gi GiB gibibyte gibibytes"),
        (1e12, "TB terabyte terabytes"), (Math.Pow(1024, 4), "t T Ti TiB tebibyte tebibytes"),
        (1e15, "PB petabyte petabytes"), (Math.Pow(1024, 5), "p P Pi PiB pebibyte pebibytes"),
        (1e18, "EB exabyte exabytes"), (Math.Pow(1024, 6), "e E Ei EiB exbibyte exbibytes"));

    public static bool Boolean(HoconValue value, string? path) => Text(value)?.ToLowerInvariant() switch
    {
        "on" or "true" or "yes" => true,
        "off" or "false" or "no" => false,
        _ => throw Wrong(value, path, "on, true, yes, off, false or no"),
    };

    public static int Int(HoconValue value, string? path) =>
        int.TryParse(Text(value), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number : throw Wrong(value, path, $"a whole number of {int.MinValue} to {int.MaxValue}");

    public static long Long(HoconValue value, string? path) =>
        long.TryParse(Text(value), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number : throw Wrong(value, path, $"a whole number of {long.MinValue} to {long.MaxValue}");

    public static byte Byte(HoconValue value, string? path) =>
        byte.TryParse(Text(value), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number : throw Wrong(value, path, "a whole number of 0 to 255");

    public static float Float(HoconValue value, string? path) =>
        float.TryParse(Text(value), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number : throw Wrong(value, path, "a number");

    public static double Double(HoconValue value, string? path) =>
        double.TryParse(Text(value), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number : throw Wrong(value, path, "a number");

    public static decimal Decimal(HoconValue value, string? path) =>
        decimal.TryParse(Text(value), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number : throw Wrong(value, path, "a number");

    public static TimeSpan Time(HoconValue value, bool allowInfinite, string? path)
    {
        var text = Text(value);
        if (allowInfinite && string.Equals(text, "infinite", StringComparison.OrdinalIgnoreCase))
            return Timeout.InfiniteTimeSpan;

        var ticks = Measure(text, Ticks, TimeSpan.TicksPerMillisecond);
        return ticks is { } count && count <= long.MaxValue - 1024
            ? TimeSpan.FromTicks((long)count)
            : throw Wrong(value, path, "a time such as 10s, 200ms, 5m, 2d" + (allowInfinite ? " or infinite" : string.Empty));
    }

    public static long? ByteSize(HoconValue value, string? path)
    {
        var text = Text(value);
        if (text is null && value.IsString())
            return null;
        // Whole numbers are read as such: a double has 53 bits only.
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var plain))
            return plain;

        var size = Measure(text, Bytes, 1);
        return size is { } count && count < long.MaxValue
            ? (long)count
            : throw Wrong(value, path, "a size such as 512b, 128kB, 64KiB or 1MiB");
    }

    private static string? Text(HoconValue value) => value.GetString()?.Trim();

    private static double? Measure(string? text, FrozenDictionary<string, double> units, double unitless)
    {
        if (text is null)
            return null;

        var digits = 0;
        while (digits < text.Length && (char.IsAsciiDigit(text[digits]) || text[digits] == '.'))
            digits++;
        if (!double.TryParse(text.AsSpan(0, digits), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return null;

        var unit = text[digits..].TrimStart();
        if (unit.Length == 0)
            return number * unitless;
        return units.TryGetValue(unit, out var factor) ? number * factor : null;
    }

    private static FrozenDictionary<string, double> Units(params ReadOnlySpan<(double Factor, string Names)> units)
    {
        var table = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (factor, names) in units)
        {
            foreach (var name in names.Split(' '))
                table.Add(name, factor);
        }

        return table.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static ConfigurationException Wrong(HoconValue value, string? path, string wanted)
    {
        var found = value.IsObject() ? "an object" : value.IsArray() ? "an array" : value.GetString() is { } text ? $"'{HoconText.Shorten(text)}'" : "null";
        return new ConfigurationException(path is null
            ? $"Expected {wanted}, found {found}."
            : $"The setting '{HoconText.Shorten(path)}' must be {wanted}, but it is {found}.");
    }
}
