namespace Akka.Actor;

/// <summary>The child of that name.</summary>
internal sealed class SelectChildName(string name) : SelectionPathElement
{
    internal string Name { get; } = name;

    public override bool Equals(object? obj) => obj is SelectChildName other && other.Name == Name;

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Name;
}
