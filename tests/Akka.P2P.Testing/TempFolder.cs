namespace Akka.P2P.Testing;

/// <summary>A folder of this test's own under the system's temporary folder; <see cref="Dispose"/> removes it with all it holds.</summary>
public sealed class TempFolder : IDisposable
{
    /// <summary>Makes the folder.</summary>
    public TempFolder() => Path = Directory.CreateTempSubdirectory("akka-p2p-").FullName;

    /// <summary>The full path of the folder.</summary>
    public string Path { get; }

    /// <summary>The full path of <paramref name="relative"/> within the folder; its parent folders are made, it itself is not.</summary>
    public string this[string relative]
    {
        get
        {
            var full = System.IO.Path.GetFullPath(System.IO.Path.Combine(Path, relative));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
            return full;
        }
    }

    /// <summary>Writes a file and returns its full path.</summary>
    public string Write(string relative, ReadOnlySpan<byte> content)
    {
        var full = this[relative];
        File.WriteAllBytes(full, content);
        return full;
    }

    /// <summary>Makes a subfolder and returns its full path.</summary>
    public string Folder(string relative) => Directory.CreateDirectory(System.IO.Path.Combine(Path, relative)).FullName;

    /// <inheritdoc/>
    public override string ToString() => Path;

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // A test may have moved it away.
        }
        catch (IOException)
        {
            // A handle that is still closing must not turn a passed test into a failed one; the system clears its temporary folder.
        }
    }
}
