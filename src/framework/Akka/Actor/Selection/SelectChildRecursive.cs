namespace Akka.Actor;

/// <summary><c>**</c>, as the last step: every actor below, at any depth.</summary>
public class SelectChildRecursive : SelectionPathElement
{
    public static readonly SelectChildRecursive Instance = new();

    public SelectChildRecursive()
    {
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SelectChildRecursive;

    /// <inheritdoc/>
    public override int GetHashCode() => 19;

    /// <inheritdoc/>
    public override string ToString() => "**";
}
