namespace Akka.P2P.Node.Hosting;

using System.Security.Cryptography;

/// <summary>
/// The folders that this process downloads into, each locked against other processes: two that write to the same parts would spoil them for
/// each other. The lock is an empty-looking file that goes when the process ends as asked; one that a crash left behind locks nothing.
/// </summary>
internal sealed class TargetLocks : IDisposable
{
    public const string FileName = ".akka-p2p.lock";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, FileStream> _held = [];

    /// <param name="folder">A full path; the folder is there.</param>
    /// <exception cref="CommandException">Another process has it, or it can't be written to.</exception>
    public void Take(string folder)
    {
        lock (_gate)
        {
            if (!_held.ContainsKey(folder))
                _held.Add(folder, Lock(folder));
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var file in _held.Values)
                file.Dispose();
            _held.Clear();
        }
    }

    private static FileStream Lock(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            while (FileLock.TryTake(path, FileOptions.DeleteOnClose) is { } file)
            {
                // Whoever had it may have deleted it after we opened it: then the next one makes a file of that name, and we had locked
                // one that nobody sees. By a length that only we know the two are told apart.
                var length = RandomNumberGenerator.GetInt32(1, 1 << 20);
                file.SetLength(length);
                if (new FileInfo(path) is { Exists: true } seen && seen.Length == length)
                    return file;
                file.Dispose();
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Failed, $"The folder {folder} can't be used: {e.Message}", e);
        }

        throw new CommandException(
            ExitCode.Failed, $"Another process downloads into {folder}: wait until it has ended, or choose another folder (--to, or akka.p2p.node.download-dir).");
    }
}
