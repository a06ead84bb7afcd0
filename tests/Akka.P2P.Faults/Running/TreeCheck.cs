namespace Akka.P2P.Faults.Running;

using System.Security.Cryptography;
using Akka.P2P.Faults.Scenarios;

/// <summary>Compares what lies on the disk with what was shared: names, bytes, and who may run it.</summary>
public sealed class TreeCheck
{
    private readonly SourceTree _tree;
    private readonly Dictionary<string, byte[]> _hashes;

    /// <summary>Knows the tree from its own content, not from a copy on some disk.</summary>
    public TreeCheck(SourceTree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        _tree = tree;
        _hashes = tree.Files.ToDictionary(f => f.Path, f => SHA256.HashData(f.Bytes()), StringComparer.Ordinal);
    }

    /// <summary>One sentence about the first thing at <paramref name="root"/> that is not as it was shared; null when all is.</summary>
    public string? Difference(string root)
    {
        try
        {
            return Compare(root);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"'{root}' could not be read: {e.Message}";
        }
    }

    private string? Compare(string root)
    {
        if (_tree.IsFolder != Directory.Exists(root))
            return $"'{root}' is {(File.Exists(root) ? "a file" : Directory.Exists(root) ? "a folder" : "not there")}";
        if (_tree.IsFolder)
        {
            var expected = _tree.Files.Select(f => f.Path).ToHashSet(StringComparer.Ordinal);
            var there = Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
                .Select(p => Path.GetRelativePath(root, p).Replace(Path.DirectorySeparatorChar, '/'));
            if (there.FirstOrDefault(p => !expected.Contains(p)) is { } surplus)
                return $"'{root}' has '{surplus}', which was never shared";
        }

        foreach (var file in _tree.Files)
        {
            var path = _tree.PathOf(file, root);
            if (!File.Exists(path))
                return $"'{path}' is missing";
            using var stream = File.OpenRead(path);
            if (stream.Length != file.Length)
                return $"'{path}' has {stream.Length} bytes instead of {file.Length}";
            if (!SHA256.HashData(stream).AsSpan().SequenceEqual(_hashes[file.Path]))
                return $"'{path}' has wrong bytes";
            if (!OperatingSystem.IsWindows()
                && File.GetUnixFileMode(path).HasFlag(UnixFileMode.UserExecute) != file.IsExecutable)
                return $"'{path}' may {(file.IsExecutable ? "not " : "")}be run";
        }

        return null;
    }
}
