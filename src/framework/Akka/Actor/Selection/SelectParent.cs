namespace Akka.Actor;

/// <summary><c>..</c>: one step up. The root is its own parent.</summary>
internal sealed class SelectParent : SelectionPathElement
{
    internal static readonly SelectParent Instance = new();

    private SelectParent()
    {
    }

    public override bool Equals(object? obj) => obj is SelectParent;

    public override int GetHashCode() => 17;

    public override string ToString() => "..";
}
