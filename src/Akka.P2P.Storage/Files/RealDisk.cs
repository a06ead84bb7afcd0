namespace Akka.P2P.Storage.Files;

using System.Runtime.InteropServices;
using System.Text;
using Akka.P2P.Storage.Hashing;
using Microsoft.Win32.SafeHandles;

/// <summary>The machine's own disk.</summary>
internal sealed class RealDisk : IStoreDisk
{
    public static RealDisk Instance { get; } = new();

    // No hint on how it is read: chunks are picked by chance, but within one the slices follow each other, and telling the system
    // "random access" would switch off its reading ahead.
    public IStoreFile Open(string path, StoreFileMode mode, bool executable = false)
    {
        if (OperatingSystem.IsLinux() && LinuxCalls.Fit)
            return new RealFile(LinuxDisk.Open(path, mode, executable));
        if (mode != StoreFileMode.Read && Look(path, follow: false) is { Kind: FileKind.Link })
            throw new IOException($"'{path}' is a symbolic link.");
        var file = new RealFile(mode switch
        {
            StoreFileMode.Read => File.OpenHandle(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete),
            StoreFileMode.Write => File.OpenHandle(
                path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete),
            _ => File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None),
        });
        if (executable && mode != StoreFileMode.Read)
            file.MakeExecutable();
        return file;
    }

    public FileFacts? Look(string path, bool follow)
    {
        if (OperatingSystem.IsLinux() && LinuxCalls.Fit)
            return LinuxDisk.Look(path, follow);
        FileSystemInfo info = new FileInfo(path);
        if (info.LinkTarget is not null)
        {
            if (!follow)
                return new FileFacts(FileKind.Link, default, !OperatingSystem.IsWindows(), null);
            if (info.ResolveLinkTarget(returnFinalTarget: true) is not { Exists: true } target)
                return null;
            info = target;
        }

        // Attributes of what isn't there are -1; pipes and devices look like empty files here.
        if (info.Attributes == (FileAttributes)(-1))
            return null;
        var isFolder = (info.Attributes & FileAttributes.Directory) != 0;
        var length = isFolder ? 0 : ((FileInfo)info).Length;
        var stamp = new FileStamp(length, info.LastWriteTimeUtc) { ChangedUtc = info.LastWriteTimeUtc };
        var executable = !OperatingSystem.IsWindows() && (info.UnixFileMode & UnixFileMode.UserExecute) != 0;
        return new FileFacts(isFolder ? FileKind.Folder : FileKind.File, stamp, executable, null);
    }

    public void MakeFolder(string path) => Directory.CreateDirectory(path);

    public bool TryMove(string from, string to)
    {
        if (OperatingSystem.IsLinux() && LinuxCalls.Fit && LinuxDisk.TryMove(from, to) is { } moved)
            return moved;
        if (File.Exists(to) || Directory.Exists(to))
            return false;
        try
        {
            // A file that appears just now is an error here. A folder that does is one too if anything is in it; an empty one has
            // nothing to lose, and on some systems it is replaced.
            if (Directory.Exists(from))
                Directory.Move(from, to);
            else
                File.Move(from, to, overwrite: false);
            return true;
        }
        catch (IOException) when ((File.Exists(to) || Directory.Exists(to)) && (File.Exists(from) || Directory.Exists(from)))
        {
            return false;
        }
    }

    public void Delete(string path) => File.Delete(path);

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

    public IStoreVolume? OpenVolume(string folder) =>
        OperatingSystem.IsLinux() && LinuxCalls.Fit ? LinuxDisk.OpenVolume(folder) : null;

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

        public FileStamp Stamp
        {
            get
            {
                if (OperatingSystem.IsLinux() && LinuxCalls.Fit)
                    return LinuxDisk.Stamp(handle);
                var written = File.GetLastWriteTimeUtc(handle);
                return new FileStamp(Length, written) { ChangedUtc = written };
            }
        }

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

        // By the caller's own thread too, for the same reason.
        public ValueTask WriteAsync(IReadOnlyList<ReadOnlyMemory<byte>> parts, long offset, CancellationToken ct)
        {
            if (ct.IsCancellationRequested)
                return ValueTask.FromCanceled(ct);
            if (parts.Count == 1)
                RandomAccess.Write(handle, parts[0].Span, offset);
            else
                RandomAccess.Write(handle, parts, offset);
            return ValueTask.CompletedTask;
        }

        public void SetLength(long length) => RandomAccess.SetLength(handle, length);

        public void MakeExecutable()
        {
            if (OperatingSystem.IsWindows())
                return;
            const UnixFileMode Readers = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
            var mode = File.GetUnixFileMode(handle);
            File.SetUnixFileMode(handle, mode | (UnixFileMode)((int)(mode & Readers) >> 2));
        }

        public void Sync() => RandomAccess.FlushToDisk(handle);

        public void Dispose() => handle.Dispose();
    }
}
