namespace Akka.P2P.Storage.Files;

using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Akka.P2P.Storage.Hashing;
using Microsoft.Win32.SafeHandles;

/// <summary>What <see cref="RealDisk"/> does better where Linux's own calls are at hand: one call where .NET makes several, and links refused.</summary>
[SupportedOSPlatform("linux")]
internal static class LinuxDisk
{
    private const int KindMask = 0xf000;
    private const int KindFile = 0x8000;
    private const int KindFolder = 0x4000;
    private const int KindLink = 0xa000;
    private const int OwnerMayRun = 0x40;
    private const uint Plain = 0x1b6;
    private const uint Executable = 0x1ff;

    // Whose sync is known to wait for all and to tell of faults: ext2 to 4, xfs, btrfs, f2fs, tmpfs. Others (network, overlay, FUSE) sync each file.
    private static readonly long[] Volumes = [0xef53, 0x58465342, 0x9123683e, 0xf2f52010, 0x01021994];

    public static SafeFileHandle Open(string path, StoreFileMode mode, bool executable)
    {
        // Without waiting: what was a file may be a pipe by now, and opening that would wait for somebody who writes.
        var flags = LinuxCalls.CloseOnExec | (mode == StoreFileMode.Read
            ? LinuxCalls.NonBlocking
            : LinuxCalls.ReadWrite | LinuxCalls.Create | LinuxCalls.NoFollow);
        var file = LinuxCalls.Open(path, flags, executable ? Executable : Plain);
        if (file < 0)
            throw Fault(path, Marshal.GetLastPInvokeError());
        var handle = new SafeFileHandle(file, ownsHandle: true);
        // Some network file systems know no locks; there nobody can be refused.
        if (mode == StoreFileMode.Locked && LinuxCalls.Lock(handle, LinuxCalls.LockNow) != 0
            && Marshal.GetLastPInvokeError() == LinuxCalls.WouldBlock)
        {
            handle.Dispose();
            throw Fault(path, LinuxCalls.WouldBlock);
        }

        return handle;
    }

    public static FileFacts? Look(string path, bool follow)
    {
        if (LinuxCalls.Stat(LinuxCalls.AtCurrentFolder, path, follow ? 0 : LinuxCalls.AtNoFollow, LinuxCalls.BasicStats, out var stat) == 0)
            return Facts(stat);
        var error = Marshal.GetLastPInvokeError();
        return error is LinuxCalls.NoEntry or LinuxCalls.NotAFolder ? null : throw Fault(path, error);
    }

    public static FileStamp Stamp(SafeFileHandle file) =>
        LinuxCalls.Stat(file, "", LinuxCalls.AtEmptyPath, LinuxCalls.BasicStats, out var stat) == 0
            ? Facts(stat).Stamp
            : throw Fault("an open file", Marshal.GetLastPInvokeError());

    /// <summary>Null when the file system can't rename that way.</summary>
    public static bool? TryMove(string from, string to)
    {
        if (LinuxCalls.Rename(LinuxCalls.AtCurrentFolder, from, LinuxCalls.AtCurrentFolder, to, LinuxCalls.NoReplace) == 0)
            return true;
        return Marshal.GetLastPInvokeError() switch
        {
            LinuxCalls.Exists => false,
            LinuxCalls.Invalid or LinuxCalls.NotImplemented or LinuxCalls.NotSupported => null,
            var error => throw Fault(from, error),
        };
    }

    public static IStoreVolume? OpenVolume(string folder)
    {
        if (!LinuxCalls.SyncTellsFaults)
            return null;
        var file = LinuxCalls.Open(folder, LinuxCalls.CloseOnExec, 0);
        if (file < 0)
            throw Fault(folder, Marshal.GetLastPInvokeError());
        var handle = new SafeFileHandle(file, ownsHandle: true);
        Span<long> kind = stackalloc long[32];
        if (LinuxCalls.StatVolume(handle, kind) == 0 && Volumes.Contains(kind[0]))
            return new Volume(folder, handle);
        handle.Dispose();
        return null;
    }

    private static FileFacts Facts(in LinuxCalls.StatResult stat)
    {
        var kind = (stat.Mode & KindMask) switch
        {
            KindFile => FileKind.File,
            KindFolder => FileKind.Folder,
            KindLink => FileKind.Link,
            _ => FileKind.Special,
        };
        var stamp = new FileStamp((long)stat.Length, stat.Written.Utc) { Number = stat.Number, ChangedUtc = stat.Changed.Utc };
        return new FileFacts(kind, stamp, (stat.Mode & OwnerMayRun) != 0, (long)stat.Blocks * 512);
    }

    // As .NET throws them, so that whoever catches needs to know one kind.
    private static Exception Fault(string path, int error)
    {
        var message = $"{Marshal.GetPInvokeErrorMessage(error)}: '{path}'";
        return error switch
        {
            LinuxCalls.NoEntry => new FileNotFoundException(message, path),
            LinuxCalls.NoAccess or LinuxCalls.NotPermitted => new UnauthorizedAccessException(message),
            _ => new IOException(message, error),
        };
    }

    private sealed class Volume(string folder, SafeFileHandle handle) : IStoreVolume
    {
        public void Sync()
        {
            if (LinuxCalls.SyncVolume(handle) != 0)
                throw Fault(folder, Marshal.GetLastPInvokeError());
        }

        public void Dispose() => handle.Dispose();
    }
}
