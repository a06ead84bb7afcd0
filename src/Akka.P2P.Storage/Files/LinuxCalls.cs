namespace Akka.P2P.Storage.Files;

using System.Runtime.InteropServices;
using System.Runtime.Versioning;

/// <summary>
/// Calls of Linux that .NET has no name for, in the form that they have on x64 and arm64. Each returns less than 0, and the error is
/// <see cref="Marshal.GetLastPInvokeError"/>.
/// </summary>
[SupportedOSPlatform("linux")]
internal static partial class LinuxCalls
{
    public const int NoEntry = 2;
    public const int NotPermitted = 1;
    public const int WouldBlock = 11;
    public const int NoAccess = 13;
    public const int Exists = 17;
    public const int NotAFolder = 20;
    public const int Invalid = 22;
    public const int ReadOnly = 30;
    public const int NotImplemented = 38;
    public const int TooManyLinks = 40;
    public const int NotSupported = 95;

    public const int ReadWrite = 0x2;
    public const int Create = 0x40;
    public const int NonBlocking = 0x800;
    public const int CloseOnExec = 0x80000;

    public const int AtCurrentFolder = -100;
    public const int AtNoFollow = 0x100;
    public const int AtEmptyPath = 0x1000;
    public const uint BasicStats = 0x7ff;
    public const uint NoReplace = 1;
    public const int LockNow = 2 | 4;

    /// <summary>Whether the numbers above are those of this machine.</summary>
    public static bool Fit { get; } = OperatingSystem.IsLinux()
        && RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64;

    /// <summary>Since 5.8, syncing a file system tells when something could not be written.</summary>
    public static bool SyncTellsFaults { get; } = Fit && Environment.OSVersion.Version >= new Version(5, 8);

    public static int NoFollow { get; } = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x8000 : 0x20000;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Open(string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Lock(SafeHandle file, int operation);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Stat(int folder, string path, int flags, uint mask, out StatResult result);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Stat(SafeHandle file, string path, int flags, uint mask, out StatResult result);

    [LibraryImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int SyncVolume(SafeHandle file);

    /// <summary>The first eight bytes of what comes back say which file system it is; it has 120 bytes.</summary>
    [LibraryImport("libc", EntryPoint = "fstatfs", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int StatVolume(SafeHandle file, Span<long> result);

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Rename(int fromFolder, string from, int toFolder, string to, uint flags);

    /// <summary><c>struct statx</c>.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    public struct StatResult
    {
        [FieldOffset(28)]
        public ushort Mode;
        [FieldOffset(32)]
        public ulong Number;
        [FieldOffset(40)]
        public ulong Length;
        [FieldOffset(48)]
        public ulong Blocks;
        [FieldOffset(96)]
        public StatTime Changed;
        [FieldOffset(112)]
        public StatTime Written;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct StatTime
    {
        public long Seconds;
        public uint Nanoseconds;

        // Ticks of 100 ns: what a file system keeps beyond that is not missed. Years that a DateTime can't say become its ends.
        public readonly DateTime Utc => Seconds is > -62135596800 and < 253402300799
            ? DateTime.UnixEpoch.AddTicks((Seconds * TimeSpan.TicksPerSecond) + (Nanoseconds / 100))
            : Seconds < 0 ? DateTime.MinValue : DateTime.MaxValue;
    }
}
