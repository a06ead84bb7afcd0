namespace Akka.P2P.Faults.Scenarios;

using System.Collections.Immutable;

/// <summary>One file of what is shared; its bytes depend on its length and seed only.</summary>
/// <param name="Path">From the root, with '/'; empty when the torrent is this file alone.</param>
public sealed record SourceFile(string Path, int Length, int ContentSeed, bool IsExecutable)
{
    /// <summary>The content.</summary>
    public byte[] Bytes()
    {
        var bytes = new byte[Length];
        new Random(ContentSeed).NextBytes(bytes);
        return bytes;
    }
}

/// <summary>A file or a folder as it is shared, and as it must arrive.</summary>
public sealed record SourceTree(string Name, bool IsFolder, ImmutableArray<SourceFile> Files)
{
    /// <summary>Bytes of all files.</summary>
    public long TotalLength => Files.Sum(f => (long)f.Length);

    /// <summary>Where a file lies when the tree lies at <paramref name="root"/>.</summary>
    public string PathOf(SourceFile file, string root)
    {
        ArgumentNullException.ThrowIfNull(file);
        return IsFolder ? Path.Combine([root, .. file.Path.Split('/')]) : root;
    }

    /// <summary>Writes it below <paramref name="parent"/> and returns its path; what lies there already is written anew.</summary>
    public string WriteInto(string parent)
    {
        var root = Path.Combine(Directory.CreateDirectory(parent).FullName, Name);
        if (IsFolder)
            Directory.CreateDirectory(root);
        foreach (var file in Files)
        {
            var path = PathOf(file, root);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, file.Bytes());
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead
                    | (file.IsExecutable ? UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute : 0));
            }
        }

        return root;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{(IsFolder ? "folder" : "file")} '{Name}', {Files.Length} files, {TotalLength} bytes";
}
