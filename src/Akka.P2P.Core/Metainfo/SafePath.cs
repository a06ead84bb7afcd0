namespace Akka.P2P.Core.Metainfo;

/// <summary>
/// Paths inside a torrent: every element a <see cref="SafeName"/>, and no two that differ in case alone or in how a character is composed.
/// </summary>
public static class SafePath
{
    /// <summary>Elements that one path may have.</summary>
    public const int MaxDepth = 32;

    /// <summary>Null for a good path, else one sentence that names what is wrong.</summary>
    public static string? Problem(IReadOnlyList<string> path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Count == 0)
            return "A path is empty.";
        if (path.Count > MaxDepth)
            return $"The path of {SafeName.Quote(path[^1])} is more than {MaxDepth} folders deep.";
        foreach (var name in path)
        {
            if (SafeName.Problem(name) is { } problem)
                return problem;
        }

        return null;
    }

    /// <summary>
    /// Null when all the paths can stand side by side on any system: each is good, none is the folder of another, and no folder has
    /// two names that some system takes for one.
    /// </summary>
    public static string? Problem(IEnumerable<IReadOnlyList<string>> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var root = new Folder();
        foreach (var path in paths)
        {
            if (Problem(path) is { } problem)
                return problem;
            var at = root;
            for (var i = 0; i < path.Count; i++)
            {
                var isFile = i == path.Count - 1;
                var key = NameKey.Of(path[i]);
                if (!at.Children.TryGetValue(key, out var child))
                {
                    at.Children.Add(key, child = new Folder { Name = path[i], IsFile = isFile });
                }
                else if (isFile || child.IsFile || !string.Equals(child.Name, path[i], StringComparison.Ordinal))
                {
                    return Collision(child.Name, path[i]);
                }

                at = child;
            }
        }

        return null;
    }

    internal static string Collision(string one, string other) => string.Equals(one, other, StringComparison.Ordinal)
        ? $"The name {SafeName.Quote(one)} stands for two things."
        : NameKey.Of(one) is var key && string.Equals(key, NameKey.Of(other), StringComparison.Ordinal)
        ? $"The names {SafeName.Quote(one)} and {SafeName.Quote(other)} differ only in how a character is composed, which not every system can tell apart."
        : $"The names {SafeName.Quote(one)} and {SafeName.Quote(other)} differ in case alone, which not every system can tell apart.";

    private sealed class Folder
    {
        public string Name { get; init; } = "";

        public bool IsFile { get; init; }

        public Dictionary<string, Folder> Children { get; } = new(StringComparer.OrdinalIgnoreCase);
    }
}
