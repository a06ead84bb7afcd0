namespace Akka.Actor;

/// <summary>One step of an <see cref="ActorSelection"/>.</summary>
public abstract class SelectionPathElement
{
    /// <summary>The steps of a path's parts, empty ones left out.</summary>
    internal static SelectionPathElement[] Parse(IEnumerable<string> parts) => [.. parts.Where(p => p.Length > 0).Select(Parse)];

    private static SelectionPathElement Parse(string part) => part switch
    {
        ".." => SelectParent.Instance,
        "**" => SelectChildRecursive.Instance,
        _ => part.AsSpan().IndexOfAny('*', '?') >= 0 ? new SelectChildPattern(part) : new SelectChildName(part),
    };
}
