namespace Akka.Configuration.Hocon;

/// <content>The value read as a number, a time, a size, or a list of such.</content>
public partial class HoconValue
{
    /// <summary>True for <c>on</c>, <c>true</c>, <c>yes</c>; false for <c>off</c>, <c>false</c>, <c>no</c>.</summary>
    /// <exception cref="ConfigurationException">Anything else.</exception>
    public bool GetBoolean() => HoconScalars.Boolean(this, null);

    /// <summary>A whole number of 32 bits.</summary>
    /// <exception cref="ConfigurationException">Anything else.</exception>
    public int GetInt() => HoconScalars.Int(this, null);

    /// <summary>A whole number of 64 bits.</summary>
    /// <exception cref="ConfigurationException">Anything else.</exception>
    public long GetLong() => HoconScalars.Long(this, null);

    /// <summary>A whole number of 0 to 255.</summary>
    /// <exception cref="ConfigurationException">Anything else.</exception>
    public byte GetByte() => HoconScalars.Byte(this, null);

    /// <summary>A number.</summary>
    /// <exception cref="ConfigurationException">Anything else.</exception>
    public float GetFloat() => HoconScalars.Float(this, null);

    /// <summary>A number.</summary>
    /// <exception cref="ConfigurationException">Anything else.</exception>
    public double GetDouble() => HoconScalars.Double(this, null);

    /// <summary>A number.</summary>
    /// <exception cref="ConfigurationException">Anything else.</exception>
    public decimal GetDecimal() => HoconScalars.Decimal(this, null);

    /// <summary>A time such as <c>10s</c>; a bare number counts milliseconds.</summary>
    /// <param name="allowInfinite">Whether <c>infinite</c> is read as <see cref="Timeout.InfiniteTimeSpan"/>.</param>
    /// <exception cref="ConfigurationException">Anything else.</exception>
    public TimeSpan GetTimeSpan(bool allowInfinite = true) => HoconScalars.Time(this, allowInfinite, null);

    /// <summary>A number of bytes such as <c>128kB</c> (128,000) or <c>64KiB</c> (65,536); null for the literal <c>null</c>.</summary>
    /// <exception cref="ConfigurationException">Anything else.</exception>
    public long? GetByteSize() => HoconScalars.ByteSize(this, null);

    /// <summary>The elements as text.</summary>
    public IList<string> GetStringList() => [.. GetArray().Select(element => element.GetString()!)];

    /// <summary>The elements as booleans.</summary>
    public IList<bool> GetBooleanList() => [.. GetArray().Select(element => element.GetBoolean())];

    /// <summary>The elements as numbers.</summary>
    public IList<byte> GetByteList() => [.. GetArray().Select(element => element.GetByte())];

    /// <summary>The elements as numbers.</summary>
    public IList<int> GetIntList() => [.. GetArray().Select(element => element.GetInt())];

    /// <summary>The elements as numbers.</summary>
    public IList<long> GetLongList() => [.. GetArray().Select(element => element.GetLong())];

    /// <summary>The elements as numbers.</summary>
    public IList<float> GetFloatList() => [.. GetArray().Select(element => element.GetFloat())];

    /// <summary>The elements as numbers.</summary>
    public IList<double> GetDoubleList() => [.. GetArray().Select(element => element.GetDouble())];

    /// <summary>The elements as numbers.</summary>
    public IList<decimal> GetDecimalList() => [.. GetArray().Select(element => element.GetDecimal())];
}
