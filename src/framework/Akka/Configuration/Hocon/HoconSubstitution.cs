namespace Akka.Configuration.Hocon;

/// <summary>A reference <c>${path}</c> to another value of the same document.</summary>
public class HoconSubstitution : IHoconElement, IMightBeAHoconObject
{
    /// <summary>A reference without a path, for subclasses.</summary>
    protected HoconSubstitution()
        : this(string.Empty)
    {
    }

    /// <summary>A reference to <paramref name="path"/>, not resolved yet.</summary>
    public HoconSubstitution(string path) => Path = path;

    /// <summary>The path between the braces.</summary>
    public string Path { get; set; }

    /// <summary>What the path leads to; null until the document has been read to its end.</summary>
#nullable disable annotations
    public HoconValue ResolvedValue { get; set; }
#nullable restore annotations

    /// <summary>Where the reference stands in the text, for messages.</summary>
    internal int Offset { get; init; }

    /// <summary>The path, key by key.</summary>
    internal IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>True while it is being resolved: to come here again then is a circle.</summary>
    internal bool IsResolving { get; set; }

    /// <inheritdoc/>
    public bool IsString() => ResolvedValue is { } value && value.IsString();

    /// <inheritdoc/>
#nullable disable annotations
    public string GetString() => ResolvedValue?.GetString();
#nullable restore annotations

    /// <inheritdoc/>
    public bool IsArray() => ResolvedValue is { } value && value.IsArray();

    /// <inheritdoc/>
    public IList<HoconValue> GetArray() => ResolvedValue?.GetArray() ?? [];

    /// <inheritdoc/>
    public bool IsObject() => ResolvedValue is { } value && value.IsObject();

    /// <inheritdoc/>
#nullable disable annotations
    public HoconObject GetObject() => ResolvedValue?.GetObject();
#nullable restore annotations
}
