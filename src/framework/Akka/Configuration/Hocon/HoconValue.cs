namespace Akka.Configuration.Hocon;

using System.Text;

/// <summary>
/// The value of a key or of an array's element: the pieces that stand beside each other in the text.
/// Pieces of text are joined, arrays are concatenated, objects are merged (later ones win).
/// </summary>
public partial class HoconValue : IMightBeAHoconObject
{
    /// <summary>An empty value.</summary>
    public HoconValue()
        : this([])
    {
    }

    /// <summary>A value of these pieces.</summary>
    /// <param name="values">The pieces, in order.</param>
    /// <param name="adoptedFromFallback">Whether the value came from a fallback. Which one that was is kept by <see cref="Config"/>, so it changes nothing here.</param>
    public HoconValue(List<IHoconElement> values, bool adoptedFromFallback = true)
    {
        _ = adoptedFromFallback;
        Values = values;
    }

    /// <summary>True when there is nothing, or only an object without keys.</summary>
    public bool IsEmpty => Values.Count == 0 || (OnlyObject is { } only && only.Items.Count == 0);

    /// <summary>The pieces.</summary>
    public List<IHoconElement> Values { get; }

    /// <summary>The object that is the whole of this value and its own, or null.</summary>
    internal HoconObject? OnlyObject => Values.Count == 1 ? Values[0] as HoconObject : null;

    /// <summary>Adds a piece.</summary>
    public void AppendValue(IHoconElement value) => Values.Add(value);

    /// <summary>Removes all pieces.</summary>
    public void Clear() => Values.Clear();

    /// <summary>Replaces all pieces by this one.</summary>
    public void NewValue(IHoconElement value)
    {
        Values.Clear();
        Values.Add(value);
    }

    /// <summary>True when every piece is text.</summary>
    public bool IsString()
    {
        foreach (var piece in Values)
        {
            if (!piece.IsString())
                return false;
        }

        return Values.Count > 0;
    }

    /// <summary>True when every piece is an array.</summary>
    public bool IsArray() => AllAre(static piece => piece.IsArray());

    /// <summary>True when every piece is an object.</summary>
    public bool IsObject() => AllAre(static piece => ObjectOf(piece) is not null);

    /// <summary>The pieces joined; null for the literal <c>null</c> and for values that aren't text.</summary>
#nullable disable annotations
    public string GetString()
#nullable restore annotations
    {
        if (!IsString())
            return null;
        if (Values.Count == 1)
            return Values[0].GetString();

        var text = new StringBuilder();
        foreach (var piece in Values)
            text.Append(piece.GetString() ?? "null");
        return text.ToString();
    }

    /// <summary>The elements of the array; empty for values that aren't arrays.</summary>
    public IList<HoconValue> GetArray()
    {
        if (!IsArray())
            return [];
        return Values.Count == 1 ? Values[0].GetArray() : [.. Values.SelectMany(piece => piece.GetArray())];
    }

    /// <summary>The object, merged from all pieces; null for values that aren't objects.</summary>
#nullable disable annotations
    public HoconObject GetObject()
#nullable restore annotations
    {
        if (OnlyObject is { } only)
            return only;
        if (!IsObject())
            return null;

        HoconObject? merged = null;
        foreach (var piece in Values)
        {
            if (ObjectOf(piece) is { } next)
                merged = merged is null ? next : next.Over(merged);
        }

        return merged;
    }

    /// <summary>The value of a key of this object; null when there is none, or this is no object.</summary>
#nullable disable annotations
    public HoconValue GetChildObject(string key) => GetObject()?.GetKey(key);
#nullable restore annotations

    /// <summary>A section that has this value under <paramref name="key"/>.</summary>
    public Config AtKey(string key)
    {
        var holder = new HoconObject();
        holder.Items.Add(key, this);
        return new Config(new HoconRoot(new HoconValue([holder])));
    }

    /// <summary>This value as a section.</summary>
    public Config ToConfig() => new(new HoconRoot(this));

    /// <summary>The value in HOCON, text quoted where it needs to be.</summary>
    public override string ToString() => ToString(0);

    /// <summary>The value in HOCON, its lines moved in by <paramref name="indent"/> steps of two blanks.</summary>
    public virtual string ToString(int indent) => HoconPrinter.Print(this, indent);

    /// <summary>The object to write overriding keys into. Whatever can't be an object is dropped for it, as a later value replaces an earlier.</summary>
    internal HoconObject ObjectToOverride()
    {
        if (Values.Count > 0 && Values[^1] is HoconObject last)
            return last;

        var created = new HoconObject();
        if (!Values.TrueForAll(static piece => piece is HoconSubstitution))
            Values.Clear();
        Values.Add(created);
        return created;
    }

    /// <summary>This value where it is set, <paramref name="fallback"/> below it where both are objects.</summary>
    internal HoconValue Over(HoconValue fallback)
    {
        if (Values.Count == 0)
            return fallback;
        return GetObject() is { } above && fallback.GetObject() is { } below ? new HoconValue([above.Over(below)]) : this;
    }

    internal static HoconObject? ObjectOf(IHoconElement piece) => piece switch
    {
        HoconObject one => one,
        IMightBeAHoconObject maybe => maybe.GetObject(),
        _ => null,
    };

    private bool AllAre(Func<IHoconElement, bool> kind)
    {
        var any = false;
        foreach (var piece in Values)
        {
            if (piece is HoconLiteral { IsSeparator: true })
                continue;
            if (!kind(piece))
                return false;
            any = true;
        }

        return any;
    }
}
