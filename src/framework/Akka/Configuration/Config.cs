namespace Akka.Configuration;

using Akka.Configuration.Hocon;

/// <summary>
/// A section of settings, possibly with another below it that answers where this one is silent. Paths are keys joined by dots;
/// a key that has a dot in it is written in double quotes.
/// </summary>
public partial class Config
{
    /// <summary>A section with nothing in it.</summary>
    public static readonly Config Empty = new();

    private readonly HoconValue _own;
    private readonly Lazy<HoconValue> _merged;

    /// <summary>An empty section.</summary>
    public Config()
        : this(new HoconRoot(new HoconValue()))
    {
    }

    /// <summary>The section at the root of a document.</summary>
    public Config(HoconRoot root)
    {
        ArgumentNullException.ThrowIfNull(root);
        _own = root.Value;
        _merged = new Lazy<HoconValue>(root.Value);
        Substitutions = root.Substitutions;
    }

    /// <summary><paramref name="source"/> with <paramref name="fallback"/> in place of whatever was below it.</summary>
    public Config(Config source, Config? fallback)
    {
        ArgumentNullException.ThrowIfNull(source);
        _own = source._own;
        Fallback = fallback;
        _merged = fallback is null ? new Lazy<HoconValue>(_own) : new Lazy<HoconValue>(() => _own.Over(fallback.Root));
        Substitutions = source.Substitutions;
    }

    /// <summary>The section that answers where this one is silent, or null.</summary>
    public Config? Fallback { get; }

    /// <summary>True when neither this section nor what is below it has a key.</summary>
    public virtual bool IsEmpty => _own.IsEmpty && (Fallback is null || Fallback.IsEmpty);

    /// <summary>The settings as a value, merged with those below.</summary>
    public virtual HoconValue Root => _merged.Value;

    /// <summary>The substitutions that stood in the document.</summary>
    public IEnumerable<HoconSubstitution> Substitutions { get; set; }

    /// <summary>Reads a HOCON text.</summary>
    /// <exception cref="ConfigurationException">The text isn't HOCON.</exception>
    public static implicit operator Config(string str) => ConfigurationFactory.ParseString(str);

    /// <summary><paramref name="config"/> over what the text says.</summary>
    public static Config operator +(Config config, string fallback) => config.WithFallback(ConfigurationFactory.ParseString(fallback));

    /// <summary>What the text says over <paramref name="fallbackConfig"/>.</summary>
    public static Config operator +(string configHocon, Config fallbackConfig) => ConfigurationFactory.ParseString(configHocon).WithFallback(fallbackConfig);

    /// <summary>This section over <paramref name="fallback"/>: objects on both sides are merged, anything else of this side hides the other.</summary>
    /// <returns>A new section, or one of the two where the other is empty. Neither is changed.</returns>
    /// <exception cref="ArgumentException"><paramref name="fallback"/> is this section itself.</exception>
    public virtual Config WithFallback(Config? fallback)
    {
        if (ReferenceEquals(fallback, this))
            throw new ArgumentException("A section can't be its own fallback.", nameof(fallback));
        if (fallback is null || fallback.IsEmpty)
            return this;
        return IsEmpty ? fallback : Copy(fallback);
    }

    /// <summary>The keys of this section and those below it with their values.</summary>
    public virtual IEnumerable<KeyValuePair<string, HoconValue>> AsEnumerable() => Root.GetObject()?.Items.AsEnumerable() ?? [];

    /// <summary>This section in HOCON, without what is below it.</summary>
    public override string ToString() => ToString(includeFallback: false);

    /// <summary>This section in HOCON, merged with what is below it if so wished.</summary>
    public string ToString(bool includeFallback) => (includeFallback ? Root : _own).ToString();

    /// <summary>A copy of this section with <paramref name="fallback"/> below everything that is below it already.</summary>
    protected Config Copy(Config? fallback = null) =>
        new(this, Fallback is null ? fallback : fallback is null ? Fallback : Fallback.Copy(fallback));
}
