namespace Akka.Configuration;

using System.Diagnostics.CodeAnalysis;
using Akka.Configuration.Hocon;

// Members that may answer null are left without annotations, as in the API that this mirrors: code written for one compiles with the other.
/// <content>
/// One setting by its path. An absent setting gives the default; one that is there and can't be read gives a
/// <see cref="ConfigurationException"/> with its path.
/// </content>
public partial class Config
{
    /// <summary>True when there is a value at <paramref name="path"/>, even <c>null</c>.</summary>
    public virtual bool HasPath(string path) => Find(path) is not null;

    /// <summary>The value at <paramref name="path"/>, or null.</summary>
#nullable disable annotations
    public HoconValue GetValue(string path) => Find(path);
#nullable restore annotations

    /// <summary>The section at <paramref name="path"/> with whatever lies below it, or null.</summary>
#nullable disable annotations
    public virtual Config GetConfig(string path)
#nullable restore annotations
    {
        if (Fallback is null)
            return Find(path)?.ToConfig();

        var below = Fallback.GetConfig(path);
        var own = Find(_own, path)?.ToConfig();
        if (own is null || below is null)
            return own ?? below;
        return own.Root.IsObject() ? own.WithFallback(below) : own;
    }

    /// <summary>The text at <paramref name="path"/>; null where it is <c>null</c> or no text.</summary>
#nullable disable annotations
    public virtual string GetString(string path, string @default = null)
#nullable restore annotations
    {
        var value = Find(path);
        return value is null ? @default : value.GetString()!;
    }

    /// <summary>The boolean at <paramref name="path"/>: on, true, yes, off, false, no.</summary>
    public virtual bool GetBoolean(string path, bool @default = false) => Find(path) is { } value ? HoconScalars.Boolean(value, path) : @default;

    /// <summary>The whole number at <paramref name="path"/>.</summary>
    public virtual int GetInt(string path, int @default = 0) => Find(path) is { } value ? HoconScalars.Int(value, path) : @default;

    /// <summary>The whole number at <paramref name="path"/>.</summary>
    public virtual long GetLong(string path, long @default = 0) => Find(path) is { } value ? HoconScalars.Long(value, path) : @default;

    /// <summary>The number at <paramref name="path"/>.</summary>
    public virtual float GetFloat(string path, float @default = 0) => Find(path) is { } value ? HoconScalars.Float(value, path) : @default;

    /// <summary>The number at <paramref name="path"/>.</summary>
    public virtual double GetDouble(string path, double @default = 0) => Find(path) is { } value ? HoconScalars.Double(value, path) : @default;

    /// <summary>The number at <paramref name="path"/>.</summary>
    public virtual decimal GetDecimal(string path, decimal @default = 0) => Find(path) is { } value ? HoconScalars.Decimal(value, path) : @default;

    /// <summary>The time at <paramref name="path"/>; a bare number counts milliseconds.</summary>
    /// <param name="path">Where.</param>
    /// <param name="default">The time if there is none; null stands for zero.</param>
    /// <param name="allowInfinite">Whether <c>infinite</c> is read as <see cref="Timeout.InfiniteTimeSpan"/>.</param>
    public virtual TimeSpan GetTimeSpan(string path, TimeSpan? @default = null, bool allowInfinite = true) =>
        Find(path) is { } value ? HoconScalars.Time(value, allowInfinite, path) : @default ?? TimeSpan.Zero;

    /// <summary>The number of bytes at <paramref name="path"/>, or null.</summary>
    public virtual long? GetByteSize(string path) => GetByteSize(path, null);

    /// <summary>The number of bytes at <paramref name="path"/>: kB is 1000, K and KiB are 1024.</summary>
    [return: NotNullIfNotNull(nameof(def))]
    public virtual long? GetByteSize(string path, long? def = null) => Find(path) is { } value ? HoconScalars.ByteSize(value, path)! : def;

    /// <summary>The texts of the array at <paramref name="path"/>; none if it isn't there.</summary>
    public virtual IList<string> GetStringList(string path) => GetStringList(path, []);

    /// <summary>The texts of the array at <paramref name="path"/>.</summary>
    public virtual IList<string> GetStringList(string path, string[] defaultPaths) => Find(path)?.GetStringList() ?? defaultPaths;

    /// <summary>The booleans of the array at <paramref name="path"/>; none if it isn't there.</summary>
    public virtual IList<bool> GetBooleanList(string path) => List(path, HoconScalars.Boolean);

    /// <summary>The numbers of the array at <paramref name="path"/>; none if it isn't there.</summary>
    public virtual IList<byte> GetByteList(string path) => List(path, HoconScalars.Byte);

    /// <summary>The numbers of the array at <paramref name="path"/>; none if it isn't there.</summary>
    public virtual IList<int> GetIntList(string path) => List(path, HoconScalars.Int);

    /// <summary>The numbers of the array at <paramref name="path"/>; none if it isn't there.</summary>
    public virtual IList<long> GetLongList(string path) => List(path, HoconScalars.Long);

    /// <summary>The numbers of the array at <paramref name="path"/>; none if it isn't there.</summary>
    public virtual IList<float> GetFloatList(string path) => List(path, HoconScalars.Float);

    /// <summary>The numbers of the array at <paramref name="path"/>; none if it isn't there.</summary>
    public virtual IList<double> GetDoubleList(string path) => List(path, HoconScalars.Double);

    /// <summary>The numbers of the array at <paramref name="path"/>; none if it isn't there.</summary>
    public virtual IList<decimal> GetDecimalList(string path) => List(path, HoconScalars.Decimal);

    private static HoconValue? Find(HoconValue root, string path)
    {
        HoconValue? at = root;
        foreach (var key in HoconText.SplitPath(path))
            at = at?.GetChildObject(key);
        return at is { Values.Count: 0 } ? null : at;
    }

    private HoconValue? Find(string path) => Find(Root, path);

    private IList<T> List<T>(string path, Func<HoconValue, string?, T> read) =>
        Find(path) is { } value ? [.. value.GetArray().Select(element => read(element, path))] : [];
}
