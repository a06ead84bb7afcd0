namespace Akka.Actor;

/// <summary><c>**</c>, as the last step: every actor below, at any depth.</summary>
internal sealed class SelectChildRecursive : SelectionPathElement
{
    internal static readonly SelectChildRecursive Instance = new();

    private SelectChildRecursive()
    {
    }

    public override bool Equals(object? obj) => obj is SelectChildRecursive;

    public override int GetHashCode() => 19;

    public override string ToString() => "**";
}
