namespace Akka.Configuration.Hocon;

/// <summary>A list of values.</summary>
public class HoconArray : List<HoconValue>, IHoconElement
{
    /// <inheritdoc/>
    public bool IsString() => false;

    /// <inheritdoc/>
#nullable disable annotations
    public string GetString() => null;
#nullable restore annotations

    /// <inheritdoc/>
    public bool IsArray() => true;

    /// <inheritdoc/>
    public IList<HoconValue> GetArray() => this;

    /// <summary>The array in HOCON, on one line except for objects in it.</summary>
    public override string ToString() => HoconPrinter.Print(this, 0);
}
