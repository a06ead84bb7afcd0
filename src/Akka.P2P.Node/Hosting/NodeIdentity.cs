namespace Akka.P2P.Node.Hosting;

using System.Security.Cryptography;
using Akka.P2P.Core.Identity;

/// <summary>
/// A node's peer id: drawn once, and kept in the data folder so that a restarted node is the same peer. The folder is locked until this is
/// disposed of, or the process ends in any other way: two nodes with one id would take each other's place at every tracker.
/// </summary>
internal sealed class NodeIdentity : IDisposable
{
    private const string FileName = "peer-id";
    private const string LockName = "lock";
    private readonly FileStream? _lock;

    private NodeIdentity(PeerId id, FileStream? held) => (Id, _lock) = (id, held);

    public PeerId Id { get; }

    /// <param name="dataFolder">Null for an id that nothing remembers.</param>
    /// <exception cref="CommandException">
    /// Another node has the folder, the file is there and is no peer id, or the folder can't be used.
    /// </exception>
    public static NodeIdentity Take(string? dataFolder)
    {
        if (dataFolder is null)
            return new NodeIdentity(Draw(), null);

        FileStream? held = null;
        try
        {
            Directory.CreateDirectory(dataFolder);
            held = Lock(dataFolder);
            return new NodeIdentity(LoadOrDraw(Path.Combine(dataFolder, FileName)), held);
        }
        catch (Exception e)
        {
            held?.Dispose();
            if (e is IOException or UnauthorizedAccessException)
                throw new CommandException(ExitCode.Failed, $"The data folder {dataFolder} can't be used: {e.Message}", e);
            throw;
        }
    }

    public void Dispose() => _lock?.Dispose();

    private static FileStream Lock(string dataFolder)
    {
        try
        {
            return new FileStream(Path.Combine(dataFolder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (IsHeldByAnother(e))
        {
            throw new CommandException(
                ExitCode.Failed, $"Another node uses the data folder {dataFolder}: stop it, or give this one a folder of its own with akka.p2p.node.data-dir.", e);
        }
    }

    // A sharing violation has no exception type of its own. Windows: ERROR_SHARING_VIOLATION; Linux and macOS: EWOULDBLOCK of flock.
    private static bool IsHeldByAnother(IOException e) =>
        e.HResult == (OperatingSystem.IsWindows() ? unchecked((int)0x80070020) : OperatingSystem.IsMacOS() ? 35 : 11);

    private static PeerId LoadOrDraw(string path)
    {
        if (!File.Exists(path))
            File.WriteAllText(path, Draw() + "\n");
        return PeerId.TryParse(File.ReadAllText(path).Trim(), out var id)
            ? id
            : throw new CommandException(ExitCode.Failed, $"{path} doesn't hold a peer id of {PeerId.TextLength} hex digits; delete it to draw a new one.");
    }

    private static PeerId Draw() => new(RandomNumberGenerator.GetBytes(PeerId.Size));
}
