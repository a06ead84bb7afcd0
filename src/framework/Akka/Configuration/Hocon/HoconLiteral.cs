namespace Akka.Configuration.Hocon;

/// <summary>A piece of text. A <see cref="Value"/> of null is the literal <c>null</c>.</summary>
public class HoconLiteral : IHoconElement
{
    /// <summary>The text without quotes and escapes.</summary>
#nullable disable annotations
    public string Value { get; set; }
#nullable restore annotations

    /// <summary>True for the blanks between two substitutions, which count only if both turn out to be text.</summary>
    internal bool IsSeparator { get; init; }

    /// <inheritdoc/>
    public bool IsString() => true;

    /// <inheritdoc/>
#nullable disable annotations
    public string GetString() => Value;
#nullable restore annotations

    /// <inheritdoc/>
    public bool IsArray() => false;

    /// <inheritdoc/>
    public IList<HoconValue> GetArray() => [];

    /// <summary>The text as it is.</summary>
    public override string ToString() => Value ?? "null";
}
