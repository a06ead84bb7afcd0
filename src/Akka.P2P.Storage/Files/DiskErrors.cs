namespace Akka.P2P.Storage.Files;

using Akka.P2P.Core.Chunks;

/// <summary>Turns what the system throws into what a store promises to throw.</summary>
internal static class DiskErrors
{
    public static bool IsDisk(Exception e) => e is IOException or UnauthorizedAccessException;

    /// <param name="bytesMissing">What to say about a full disk; 0 when that isn't known.</param>
    public static ChunkStoreException Translate(Exception e, string path, long bytesMissing = 0) => e switch
    {
        IOException io when IsFull(io) => new StorageFullException(path, bytesMissing, e),
        IOException io when IsInUse(io) => new StoreInUseException(path, e),
        IOException io when IsReadOnly(io) => new ChunkStoreException($"'{path}' can't be written: its disk is read-only.", e),
        IOException io when IsLink(io) => new ChunkStoreException($"'{path}' is a symbolic link, and nothing is written through one.", e),
        UnauthorizedAccessException => new ChunkStoreException($"There is no permission to use '{path}'.", e),
        FileNotFoundException or DirectoryNotFoundException => new ChunkStoreException($"'{path}' does not exist.", e),
        _ => new ChunkStoreException($"The disk failed at '{path}': {e.Message}", e),
    };

    // ENOSPC and EDQUOT of Linux and macOS, and the two ways in which Windows says it.
    private static bool IsFull(IOException e) => OperatingSystem.IsWindows()
        ? e.HResult is unchecked((int)0x80070070) or unchecked((int)0x80070027)
        : e.HResult is 28 || e.HResult == (OperatingSystem.IsLinux() ? 122 : 69);

    // EAGAIN of flock (11 on Linux, 35 on macOS); sharing and lock violations on Windows.
    private static bool IsInUse(IOException e) => OperatingSystem.IsWindows()
        ? e.HResult is unchecked((int)0x80070020) or unchecked((int)0x80070021)
        : e.HResult == (OperatingSystem.IsLinux() ? 11 : 35);

    // EROFS, and a write-protected medium.
    private static bool IsReadOnly(IOException e) => e.HResult == (OperatingSystem.IsWindows() ? unchecked((int)0x80070013) : 30);

    // ELOOP of Linux (40) and macOS (62): links without end, or any link where none is followed.
    internal static bool IsLink(IOException e) => !OperatingSystem.IsWindows() && e.HResult == (OperatingSystem.IsLinux() ? 40 : 62);
}
