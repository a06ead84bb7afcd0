namespace Akka.P2P.Node.Hosting;

/// <summary>A file that one process at a time has open. The system frees it when the process ends, in whatever way.</summary>
internal static class FileLock
{
    /// <returns>Null while another has it.</returns>
    /// <exception cref="IOException">The file can't be opened at all.</exception>
    public static FileStream? TryTake(string path, FileOptions options = FileOptions.None)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, options);
        }
        catch (IOException e) when (IsHeldByAnother(e))
        {
            return null;
        }
    }

    // A sharing violation has no exception type of its own. Windows: ERROR_SHARING_VIOLATION; Linux and macOS: EWOULDBLOCK of flock.
    private static bool IsHeldByAnother(IOException e) =>
        e.HResult == (OperatingSystem.IsWindows() ? unchecked((int)0x80070020) : OperatingSystem.IsMacOS() ? 35 : 11);
}
