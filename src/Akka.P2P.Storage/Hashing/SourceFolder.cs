namespace Akka.P2P.Storage.Hashing;

using Akka.P2P.Core.Chunks;
using Akka.P2P.Storage.Files;

/// <summary>
/// Finds the files under a folder. Symbolic links are followed as long as they stay inside; one that leaves the folder would share
/// what nobody meant to share, and is refused. Empty folders can't be said in a torrent and are passed over.
/// </summary>
internal static class SourceFolder
{
    /// <exception cref="ChunkStoreException">A link leaves the folder, leads nowhere or in a circle, or a folder can't be read.</exception>
    public static List<(string[] Path, string FullPath)> Files(string root)
    {
        var found = new List<(string[], string)>();
        try
        {
            Walk(new DirectoryInfo(root), Path.TrimEndingDirectorySeparator(root), [], [Path.TrimEndingDirectorySeparator(root)], found);
        }
        catch (Exception e) when (DiskErrors.IsDisk(e))
        {
            throw DiskErrors.Translate(e, root);
        }

        return found;
    }

    private static void Walk(
        DirectoryInfo folder, string root, string[] path, HashSet<string> above, List<(string[], string)> found)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            var target = entry.LinkTarget is null ? entry : Follow(entry, root);
            string[] name = [.. path, entry.Name];
            if (target is not DirectoryInfo inner)
            {
                found.Add((name, target.FullName));
                continue;
            }

            var full = Path.TrimEndingDirectorySeparator(inner.FullName);
            if (!above.Add(full))
                throw new ChunkStoreException($"The link '{entry.FullName}' leads in a circle.");
            Walk(inner, root, name, above, found);
            above.Remove(full);
        }
    }

    private static FileSystemInfo Follow(FileSystemInfo link, string root)
    {
        var target = link.ResolveLinkTarget(returnFinalTarget: true);
        if (target is not { Exists: true })
            throw new ChunkStoreException($"The link '{link.FullName}' leads nowhere.");
        var full = Path.GetFullPath(target.FullName);
        return full == root || full.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? target
            : throw new ChunkStoreException($"The link '{link.FullName}' leaves the folder that is shared.");
    }
}
