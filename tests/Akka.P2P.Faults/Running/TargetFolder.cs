namespace Akka.P2P.Faults.Running;

/// <summary>What lies in a folder that is downloaded into.</summary>
public static class TargetFolder
{
    // A process that is killed leaves its lock behind, which then locks nothing.
    private const string LockName = ".akka-p2p.lock";

    /// <summary>The names in it, in order, without the lock of the process that uses it.</summary>
    public static IReadOnlyList<string> Names(string folder) =>
        [.. Directory.EnumerateFileSystemEntries(folder).Select(p => Path.GetFileName(p)!).Where(n => n != LockName).Order(StringComparer.Ordinal)];
}
