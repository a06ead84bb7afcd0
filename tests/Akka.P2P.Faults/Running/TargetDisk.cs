namespace Akka.P2P.Faults.Running;

using System.Diagnostics;
using System.Globalization;

/// <summary>What can be done to the folder that a download goes to. Some of it needs root; without, it says so and is not done.</summary>
public sealed class TargetDisk : IDisposable
{
    private readonly string _mount;
    private readonly bool _isMounted;

    private TargetDisk(string mount, bool isMounted, string? lack) => (_mount, _isMounted, Lack) = (mount, isMounted, lack);

    /// <summary>Why it is no disk of its own, although one was asked for; null when it is, or none was.</summary>
    public string? Lack { get; }

    /// <summary>The folder to download into.</summary>
    public string Folder => Path.Combine(_mount, "in");

    private string Filler => Path.Combine(_mount, "filler");

    /// <summary>A folder on the disk that is there anyway.</summary>
    public static TargetDisk Plain(string path) => Made(new TargetDisk(path, false, null));

    /// <summary>A folder on a disk of its own of so many bytes; a plain one, with a <see cref="Lack"/>, where that isn't allowed.</summary>
    public static TargetDisk Tiny(string path, long bytes)
    {
        Directory.CreateDirectory(path);
        var size = string.Create(CultureInfo.InvariantCulture, $"size={bytes}");
        var isMounted = Run("mount", "-t", "tmpfs", "-o", size, "akka-p2p-faults", path);
        return Made(new TargetDisk(path, isMounted, isMounted ? null : "no disk of its own could be mounted: that takes root"));
    }

    /// <returns>False when there is no disk of its own to fill.</returns>
    public bool Fill()
    {
        if (!_isMounted)
            return false;
        try
        {
            using var filler = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.None, 1);
            var block = new byte[64 << 10];
            while (true)
                filler.Write(block);
        }
        catch (IOException)
        {
            // That is what was wanted.
            return true;
        }
    }

    /// <summary>Gives back what <see cref="Fill"/> took.</summary>
    public void Free() => File.Delete(Filler);

    /// <summary>Whether files can be made and renamed in the folder.</summary>
    /// <returns>False when the system has no such thing.</returns>
    public bool Protect(bool isReadOnly)
    {
        // Root may write where the mode forbids it; nobody may where the attribute does.
        if (Run("chattr", isReadOnly ? "+i" : "-i", Folder))
            return true;
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
            return false;
        File.SetUnixFileMode(Folder, isReadOnly
            ? UnixFileMode.UserRead | UnixFileMode.UserExecute
            : UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isMounted)
            Run("umount", "-l", _mount);
    }

    private static TargetDisk Made(TargetDisk disk)
    {
        Directory.CreateDirectory(disk.Folder);
        return disk;
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
