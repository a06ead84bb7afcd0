namespace Akka.P2P.Storage.Files;

/// <summary>Small files that are always whole: the old content, or the new.</summary>
public static class AtomicFile
{
    private const string Fresh = ".new";

    /// <summary>Returns when the new content survives a power cut. Callers take turns: two at a time would write to one fresh file.</summary>
    /// <exception cref="IOException">It can't be written; then the old content is there.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static async Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        var full = Path.GetFullPath(path);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(full + Fresh, options);
        await using (file.ConfigureAwait(false))
        {
            await file.WriteAsync(content, ct).ConfigureAwait(false);
            file.Flush(flushToDisk: true);
        }

        File.Move(full + Fresh, full, overwrite: true);
        RealDisk.Instance.SyncFolder(Path.GetDirectoryName(full)!);
    }
}
