namespace Akka.P2P.Storage.Files;

using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

/// <summary>The machine's own disk.</summary>
internal sealed class RealDisk : IStoreDisk
{
    public static RealDisk Instance { get; } = new();

    // No hint on how it is read: chunks are picked by chance, but within one the slices follow each other, and telling the system
    // "random access" would switch off its reading ahead.
    public IStoreFile Open(string path, StoreFileMode mode) => new RealFile(mode switch
    {
        StoreFileMode.Read => File.OpenHandle(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete),
        StoreFileMode.Write => File.OpenHandle(
            path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete),
        _ => File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None),
    });

    public void SyncFolder(string folder)
    {
        // NTFS keeps names in its own journal, and there is no call for it.
        if (OperatingSystem.IsWindows())
            return;
        var file = Posix.Open(Encoding.UTF8.GetBytes(folder + '\0'), 0);
        if (file < 0)
            throw new IOException($"The folder '{folder}' can't be opened to be synced.", Marshal.GetLastPInvokeError());
        try
        {
            // Some network file systems refuse to sync a folder (EINVAL): there is nothing more that one could do.
            if (Posix.Sync(file) != 0 && Marshal.GetLastPInvokeError() is var error and not 22)
                throw new IOException($"The folder '{folder}' can't be synced.", error);
        }
        finally
        {
            _ = Posix.Close(file);
        }
    }

    public long? FreeBytes(string folder)
    {
        try
        {
            return new DriveInfo(folder).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    private static class Posix
    {
        [DllImport("libc", EntryPoint = "open", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Open(byte[] path, int flags);

        [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Sync(int file);

        [DllImport("libc", EntryPoint = "close", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Close(int file);
    }

    private sealed class RealFile(SafeFileHandle handle) : IStoreFile
    {
        public long Length => RandomAccess.GetLength(handle);

        public DateTime LastWriteUtc => File.GetLastWriteTimeUtc(handle);

        // Read by the caller's own thread, which is one of those for the disk: RandomAccess.ReadAsync would only hand the same call
        // to the thread pool, and two changes of threads for each slice cost more than the reading.
        public ValueTask<int> ReadAsync(Memory<byte> into, long offset, CancellationToken ct)
        {
            if (ct.IsCancellationRequested)
                return ValueTask.FromCanceled<int>(ct);
            var read = 0;
            while (read < into.Length)
            {
                var more = RandomAccess.Read(handle, into.Span[read..], offset + read);
                if (more == 0)
                    break;
                read += more;
            }

            return ValueTask.FromResult(read);
        }

        public ValueTask WriteAsync(IReadOnlyList<ReadOnlyMemory<byte>> parts, long offset, CancellationToken ct) =>
            parts.Count == 1
                ? RandomAccess.WriteAsync(handle, parts[0], offset, ct)
                : RandomAccess.WriteAsync(handle, parts, offset, ct);

        public void SetLength(long length) => RandomAccess.SetLength(handle, length);

        public void Sync() => RandomAccess.FlushToDisk(handle);

        public void Dispose() => handle.Dispose();
    }
}
