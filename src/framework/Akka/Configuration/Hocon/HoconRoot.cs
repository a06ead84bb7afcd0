namespace Akka.Configuration.Hocon;

/// <summary>A parsed document.</summary>
public class HoconRoot
{
    /// <summary>A document without content, for subclasses.</summary>
    protected HoconRoot()
        : this(new HoconValue(), [])
    {
    }

    /// <summary>A document with this value at its root.</summary>
    public HoconRoot(HoconValue value)
        : this(value, [])
    {
    }

    /// <summary>A document with this value at its root, and the substitutions in it.</summary>
    public HoconRoot(HoconValue value, IEnumerable<HoconSubstitution> substitutions)
    {
        Value = value;
        Substitutions = substitutions;
    }

    /// <summary>The root: an object, or an empty value for an empty document.</summary>
    public HoconValue Value { get; }

    /// <summary>Every substitution of the document, resolved.</summary>
    public IEnumerable<HoconSubstitution> Substitutions { get; }
}
