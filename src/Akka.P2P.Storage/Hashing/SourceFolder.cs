namespace Akka.P2P.Storage.Hashing;

using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Storage.Files;

/// <summary>A file that is to be hashed.</summary>
/// <param name="Path">Elements below the folder that is shared.</param>
/// <param name="IsExecutable">What its torrent says of it: a link to a file always is, as a link's own permissions say.</param>
internal sealed record SourceFile(string[] Path, string FullPath, FileStamp Stamp, bool IsExecutable);

/// <summary>
/// Finds the files under a folder. Symbolic links are followed as long as they stay inside; one that leaves the folder would share
/// what nobody meant to share, and is refused, as are pipes, sockets and devices. Empty folders can't be said in a torrent and are passed over.
/// </summary>
internal sealed class SourceFolder
{
    private readonly string _root;
    private readonly int _maxFolders;
    private readonly List<SourceFile> _files = [];
    private readonly List<string> _emptyFolders = [];
    private int _folders;

    private SourceFolder(string realRoot, int maxFolders)
    {
        _root = realRoot;
        _maxFolders = maxFolders;
    }

    /// <param name="maxFolders">How many folders are gone through, one that several links lead to counted each time.</param>
    /// <exception cref="ChunkStoreException">
    /// A link leaves the folder, leads nowhere or in a circle, something is no file and no folder, or a folder can't be read.
    /// </exception>
    /// <exception cref="MetainfoException">There is more than a torrent can hold.</exception>
    public static (List<SourceFile> Files, List<string> EmptyFolders) Find(
        string root, int maxFolders = MetainfoLimits.MaxFiles)
    {
        try
        {
            var real = RealPath(root);
            var found = new SourceFolder(real, maxFolders);
            found.Walk(root, real, [], [real]);
            return (found._files, found._emptyFolders);
        }
        catch (Exception e) when (DiskErrors.IsDisk(e))
        {
            throw DiskErrors.Translate(e, (e as FileNotFoundException)?.FileName ?? root);
        }
    }

    /// <summary>A bare file; a link is followed wherever it leads, since it is what was named.</summary>
    public static SourceFile Bare(string path)
    {
        try
        {
            // The name counts as executable when it is a link, as it would below a folder.
            var facts = RealDisk.Instance.Look(path, follow: true) ?? throw new SourceChangedException(path, "it is gone");
            var isLink = RealDisk.Instance.Look(path, follow: false) is { Kind: FileKind.Link };
            return facts.Kind == FileKind.File
                ? new SourceFile([Path.GetFileName(path)], path, facts.Stamp, facts.IsExecutable || (isLink && !OperatingSystem.IsWindows()))
                : throw Special(path);
        }
        catch (Exception e) when (DiskErrors.IsDisk(e))
        {
            throw DiskErrors.Translate(e, path);
        }
    }

    private void Walk(string folder, string real, string[] path, HashSet<string> above)
    {
        // Links can multiply what is there without any circle; whoever has so many folders has too many files as well.
        if (++_folders > _maxFolders || path.Length >= SafePath.MaxDepth + 1)
            throw new MetainfoException($"The folder {SafeName.Quote(Path.GetFileName(folder))} is too deep, or one of too many.");
        var isEmpty = true;
        foreach (var full in Directory.EnumerateFileSystemEntries(folder))
        {
            isEmpty = false;
            var name = Path.GetFileName(full);
            Take(full, Path.Combine(real, name), [.. path, name], above);
        }

        if (isEmpty)
            _emptyFolders.Add(folder);
    }

    private void Take(string full, string real, string[] path, HashSet<string> above)
    {
        var facts = RealDisk.Instance.Look(full, follow: false) ?? throw Gone(full);
        var isLink = facts.Kind == FileKind.Link;
        if (isLink)
        {
            real = Follow(full);
            facts = RealDisk.Instance.Look(real, follow: true) ?? throw Gone(full);
        }

        switch (facts.Kind)
        {
            case FileKind.Folder when above.Add(real):
                Walk(full, real, path, above);
                above.Remove(real);
                break;
            case FileKind.Folder:
                throw new ChunkStoreException($"The link {SafeName.QuotePath(full)} leads in a circle.");
            case FileKind.File when _files.Count == MetainfoLimits.MaxFiles:
                throw new MetainfoException($"The folder {SafeName.Quote(Path.GetFileName(_root))} has more than {MetainfoLimits.MaxFiles} files.");
            case FileKind.File:
                _files.Add(new SourceFile(path, full, facts.Stamp, facts.IsExecutable || (isLink && !OperatingSystem.IsWindows())));
                break;
            default:
                throw Special(full);
        }
    }

    private string Follow(string link)
    {
        string real;
        try
        {
            real = RealPath(link);
        }
        catch (IOException e) when (DiskErrors.IsLink(e))
        {
            throw new ChunkStoreException($"The link {SafeName.QuotePath(link)} leads in a circle.", e);
        }
        catch (IOException e)
        {
            throw new ChunkStoreException($"The link {SafeName.QuotePath(link)} leads nowhere.", e);
        }

        return real == _root || real.StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? real
            : throw new ChunkStoreException($"The link {SafeName.QuotePath(link)} leaves the folder that is shared.");
    }

    /// <summary>The path without any link in it.</summary>
    private static string RealPath(string path)
    {
        if (!OperatingSystem.IsWindows())
            return PosixPath.Resolve(path);
        FileSystemInfo info = Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
        if (info.LinkTarget is null)
            return Path.GetFullPath(path);
        return info.ResolveLinkTarget(returnFinalTarget: true) is { Exists: true } target
            ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(target.FullName))
            : throw new FileNotFoundException("The link leads nowhere.", path);
    }

    // .NET shows bytes that are no UTF-8 as U+FFFD, and then finds no such file.
    private static Exception Gone(string full) => Path.GetFileName(full).Contains('\ufffd')
        ? new MetainfoException($"The name {SafeName.QuotePath(full)} is not Unicode.")
        : new SourceChangedException(full, "it is gone");

    private static ChunkStoreException Special(string full) =>
        new($"{SafeName.QuotePath(full)} is a pipe, a socket or a device, which can't be shared.");
}
