namespace Akka.P2P.Storage.Tests.Hashing;

using System.Runtime.InteropServices;

/// <summary>What a test of Unix needs and .NET has no name for.</summary>
internal static class UnixCalls
{
    public static void MakePipe(string path) => Assert.Equal(0, MakeFifo(System.Text.Encoding.UTF8.GetBytes(path + '\0'), 0x1b6));

    /// <summary>A file whose name is no UTF-8.</summary>
    public static void MakeFileInLatin1(string folder, string name)
    {
        var file = Create(Latin1(folder, name), 0x1b6);
        Assert.True(file >= 0);
        Assert.Equal(0, Close(file));
    }

    public static void RemoveFileInLatin1(string folder, string name) => Assert.Equal(0, Unlink(Latin1(folder, name)));

    private static byte[] Latin1(string folder, string name) =>
        [.. System.Text.Encoding.UTF8.GetBytes(folder), (byte)'/', .. System.Text.Encoding.Latin1.GetBytes(name), 0];

    [DllImport("libc", EntryPoint = "unlink")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Unlink(byte[] path);

    [DllImport("libc", EntryPoint = "mkfifo")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int MakeFifo(byte[] path, uint mode);

    [DllImport("libc", EntryPoint = "creat")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Create(byte[] path, uint mode);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int file);
}
