namespace Akka.Configuration.Hocon;

/// <summary>Keys and their values.</summary>
public class HoconObject : IHoconElement
{
    /// <summary>The values by key. A key is one element: dots in it are part of it.</summary>
    public Dictionary<string, HoconValue> Items { get; } = new(StringComparer.Ordinal);

    /// <summary>The same as nested dictionaries; whatever isn't an object stays a <see cref="HoconValue"/>.</summary>
    public IDictionary<string, object> Unwrapped =>
        Items.ToDictionary(item => item.Key, item => item.Value.GetObject() is { } child ? (object)child.Unwrapped : item.Value);

    /// <inheritdoc/>
    public bool IsString() => false;

    /// <inheritdoc/>
#nullable disable annotations
    public string GetString() => null;
#nullable restore annotations

    /// <inheritdoc/>
    public bool IsArray() => false;

    /// <inheritdoc/>
    public IList<HoconValue> GetArray() => [];

    /// <summary>The value of a key, or null.</summary>
#nullable disable annotations
    public HoconValue GetKey(string key) => Items.GetValueOrDefault(key);
#nullable restore annotations

    /// <summary>The value of a key; an empty one is put there if there was none.</summary>
    public HoconValue GetOrCreateKey(string key)
    {
        if (!Items.TryGetValue(key, out var value))
            Items.Add(key, value = new HoconValue());
        return value;
    }

    /// <summary>Lays <paramref name="other"/> over this object: its values win, objects on both sides are merged. It isn't changed itself.</summary>
    public void Merge(HoconObject other) => Lay(other.Copy());

    /// <summary>The object in HOCON.</summary>
    public override string ToString() => ToString(0);

    /// <summary>The object in HOCON, its lines moved in by <paramref name="indent"/> steps of two blanks.</summary>
    public string ToString(int indent) => HoconPrinter.Print(this, indent);

    /// <summary>As <see cref="Merge"/>, but takes the values of <paramref name="other"/> over: nobody else may hold them.</summary>
    internal void Lay(HoconObject other)
    {
        foreach (var (key, value) in other.Items)
        {
            if (value.OnlyObject is { } above && Items.TryGetValue(key, out var below))
                below.ObjectToOverride().Lay(above);
            else
                Items[key] = value;
        }
    }

    /// <summary>This object over <paramref name="fallback"/>, as a new object; values are shared, objects are not.</summary>
    internal HoconObject Over(HoconObject fallback)
    {
        var merged = new HoconObject();
        foreach (var (key, value) in Items)
            merged.Items.Add(key, fallback.Items.TryGetValue(key, out var below) ? value.Over(below) : value);
        foreach (var (key, value) in fallback.Items)
            merged.Items.TryAdd(key, value);
        return merged;
    }

    internal HoconObject Copy()
    {
        var copy = new HoconObject();
        foreach (var (key, value) in Items)
            copy.Items.Add(key, value.OnlyObject is { } child ? new HoconValue([child.Copy()]) : new HoconValue([.. value.Values]));
        return copy;
    }
}
