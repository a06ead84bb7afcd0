namespace Akka.P2P.Storage.Files;

using System.Runtime.InteropServices;
using System.Text;

/// <summary>Paths as a Unix system resolves them.</summary>
internal static partial class PosixPath
{
    // PATH_MAX is 4096 on Linux and 1024 on macOS.
    private const int MaxBytes = 4096;

    /// <summary>The path of what is really meant: absolute, and without links, dots and doubled separators.</summary>
    /// <exception cref="IOException">Something of it does not exist, is a circle or can't be reached.</exception>
    public static string Resolve(string path)
    {
        Span<byte> resolved = stackalloc byte[MaxBytes + 1];
        if (RealPath(path, resolved) != 0)
            return Encoding.UTF8.GetString(resolved[..resolved.IndexOf((byte)0)]);
        var error = Marshal.GetLastPInvokeError();
        throw new IOException($"{Marshal.GetPInvokeErrorMessage(error)}: '{path}'", error);
    }

    [LibraryImport("libc", EntryPoint = "realpath", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint RealPath(string path, Span<byte> resolved);
}
