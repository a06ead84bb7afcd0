namespace Akka.Serialization;

using Akka.Configuration;

/// <summary>What <c>akka.actor.serialization-settings.json</c> says.</summary>
public sealed class NewtonSoftJsonSerializerSettings
{
    /// <summary>Types and references kept, pooled text of 2048 to 32768 characters, no converters.</summary>
    public static readonly NewtonSoftJsonSerializerSettings Default = new(true, true, [], true, 2048, 32768);

    /// <summary>Settings.</summary>
    public NewtonSoftJsonSerializerSettings(
        bool encodeTypeNames,
        bool preserveObjectReferences,
        IEnumerable<Type> converters,
        bool usePooledStringBuilder,
        int stringBuilderMinSize,
        int stringBuilderMaxSize)
    {
        ArgumentNullException.ThrowIfNull(converters);
        EncodeTypeNames = encodeTypeNames;
        PreserveObjectReferences = preserveObjectReferences;
        Converters = converters;
        UsePooledStringBuilder = usePooledStringBuilder;
        StringBuilderMinSize = stringBuilderMinSize;
        StringBuilderMaxSize = stringBuilderMaxSize;
    }

    /// <summary>Whether types' names are written, without which members of a base type lose what they are.</summary>
    public bool EncodeTypeNames { get; }

    /// <summary>Whether an object that is met twice is written once, and circles are allowed.</summary>
    public bool PreserveObjectReferences { get; }

    /// <summary>Types of further converters; each has a constructor without parameters, or one that takes the system.</summary>
    public IEnumerable<Type> Converters { get; }

    /// <summary>Whether the buffer for the text is used again.</summary>
    public bool UsePooledStringBuilder { get; }

    /// <summary>Characters that a buffer has at first.</summary>
    public int StringBuilderMinSize { get; }

    /// <summary>Characters beyond which a buffer isn't kept.</summary>
    public int StringBuilderMaxSize { get; }

    /// <summary>Reads the section.</summary>
    /// <exception cref="ConfigurationException">A key can't be read, or a converter can't be found.</exception>
    public static NewtonSoftJsonSerializerSettings Create(Config config)
    {
        if (config.IsNullOrEmpty())
            throw ConfigurationException.NullOrEmptyConfig<NewtonSoftJsonSerializerSettings>("akka.actor.serialization-settings.json");

        return new NewtonSoftJsonSerializerSettings(
            config.GetBoolean("encode-type-names", Default.EncodeTypeNames),
            config.GetBoolean("preserve-object-references", Default.PreserveObjectReferences),
            [.. config.GetStringList("converters").Select(Converter)],
            config.GetBoolean("use-pooled-string-builder", Default.UsePooledStringBuilder),
            (int)Math.Clamp(config.GetByteSize("pooled-string-builder-minsize", Default.StringBuilderMinSize) ?? 0, 16, int.MaxValue / 4),
            (int)Math.Clamp(config.GetByteSize("pooled-string-builder-maxsize", Default.StringBuilderMaxSize) ?? 0, 16, int.MaxValue / 4));
    }

    private static Type Converter(string name)
    {
        var type = TypeNames.Find(name) ?? throw new ConfigurationException($"converters: no type [{name}] can be found.");
        return typeof(Newtonsoft.Json.JsonConverter).IsAssignableFrom(type)
            ? type
            : throw new ConfigurationException($"converters: [{name}] is no Newtonsoft.Json.JsonConverter.");
    }
}
