namespace Akka.P2P.Actors.Settings;

using System.Globalization;
using Akka.Configuration;

/// <summary>
/// Reads settings below one path of a configuration and gathers what is wrong, so that it can be told all at once. A value that
/// can't be read yields a harmless one meanwhile; <see cref="ThrowIfAny"/> never lets it out.
/// </summary>
/// <param name="config">The whole configuration, reference.conf of this assembly included.</param>
/// <param name="path">Where the settings stand, such as <c>akka.p2p.download</c>.</param>
public sealed class SettingsReader(Config config, string path)
{
    private readonly List<string> _errors = [];

    /// <exception cref="SettingsException">Something was wrong.</exception>
    public void ThrowIfAny()
    {
        if (_errors.Count > 0)
            throw new SettingsException([.. _errors]);
    }

    /// <summary>The errors of a group within this one are reported with this one's.</summary>
    public T Group<T>(Func<Config, T> from)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(from);
        try
        {
            return from(config);
        }
        catch (SettingsException e)
        {
            _errors.AddRange(e.Errors);
            return null!;
        }
    }

    public int Count(string key, int min, int max) => (int)Number(key, min, max);

    /// <summary>A size in bytes: <c>64 KiB</c>, <c>1 MiB</c>.</summary>
    public long Bytes(string key, long min, long max) =>
        Read(key, 0L, k => config.GetByteSize(k) ?? throw new FormatException("it is no size"),
            v => v >= min && v <= max ? null : string.Create(CultureInfo.InvariantCulture, $"it must be from {min} to {max} bytes, not {v}"));

    public double Factor(string key, double min, double max) =>
        Read(key, 0d, k => config.GetDouble(k, 0),
            v => v >= min && v <= max ? null : string.Create(CultureInfo.InvariantCulture, $"it must be from {min} to {max}, not {v}"));

    public TimeSpan Duration(string key, TimeSpan min, TimeSpan max) =>
        Read(key, TimeSpan.Zero, k => config.GetTimeSpan(k, null, false),
            v => v >= min && v <= max ? null : $"it must be from {min} to {max}, not {v}");

    public bool Switch(string key) => Read(key, false, k => config.GetBoolean(k, false), _ => null);

    public string Text(string key) => Read(key, "", k => config.GetString(k) ?? "", _ => null);

    /// <summary>One of these words.</summary>
    public T Word<T>(string key)
        where T : struct, Enum =>
        Read(key, default(T),
            k => Enum.TryParse<T>(config.GetString(k), ignoreCase: true, out var value) && Enum.IsDefined(value)
                ? value
                : throw new FormatException($"it takes {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}"),
            _ => null);

    public IReadOnlyList<string> Strings(string key) =>
        Read<IReadOnlyList<string>>(key, [], k => [.. config.GetStringList(k)], _ => null);

    public void Reject(string key, string why) => _errors.Add($"{path}.{key}: {why}.");

    private long Number(string key, long min, long max) =>
        Read(key, 0L, k => config.GetLong(k, 0),
            v => v >= min && v <= max ? null : string.Create(CultureInfo.InvariantCulture, $"it must be from {min} to {max}, not {v}"));

    private T Read<T>(string key, T harmless, Func<string, T> read, Func<T, string?> complain)
    {
        var full = $"{path}.{key}";
        if (!config.HasPath(full))
        {
            Reject(key, "it is missing");
            return harmless;
        }

        try
        {
            var value = read(full);
            if (complain(value) is not { } why)
                return value;
            Reject(key, why);
        }
        catch (Exception e) when (e is FormatException or OverflowException or ConfigurationException or InvalidCastException)
        {
            Reject(key, $"it can't be read ({e.Message.TrimEnd('.')})");
        }

        return harmless;
    }
}
