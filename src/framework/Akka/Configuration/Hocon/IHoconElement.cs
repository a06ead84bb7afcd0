namespace Akka.Configuration.Hocon;

/// <summary>One piece of a value: a literal, an array, an object, or a substitution.</summary>
public interface IHoconElement
{
    /// <summary>True for pieces that can be joined into a text.</summary>
    bool IsString();

    /// <summary>The text; null for the literal <c>null</c> and for pieces that aren't text.</summary>
#nullable disable annotations
    string GetString();
#nullable restore annotations

    /// <summary>True for arrays.</summary>
    bool IsArray();

    /// <summary>The elements of an array; empty for anything else.</summary>
    IList<HoconValue> GetArray();
}
