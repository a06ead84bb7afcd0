namespace Akka.P2P.Node.Hosting;

using System.Security.Cryptography;
using Akka.P2P.Core.Identity;

/// <summary>
/// A node's peer id, and the secret by which trackers know it again: drawn once, and kept in the data folder so that a restarted node is the same peer. The folder is locked until this is
/// disposed of, or the process ends in any other way: two nodes with one id would take each other's place at every tracker.
/// </summary>
internal sealed class NodeIdentity : IDisposable
{
    private const string FileName = "peer-id";
    private const string SecretName = "secret";
    private const string LockName = "lock";
    private readonly FileStream? _lock;

    private NodeIdentity(PeerId id, NodeSecret secret, FileStream? held) => (Id, Secret, _lock) = (id, secret, held);

    public PeerId Id { get; }

    public NodeSecret Secret { get; }

    /// <param name="dataFolder">Null for an id and a secret that nothing remembers.</param>
    /// <exception cref="CommandException">
    /// Another node has the folder, the file is there and is no peer id, or the folder can't be used; the same of the secret.
    /// </exception>
    public static NodeIdentity Take(string? dataFolder)
    {
        if (dataFolder is null)
            return new NodeIdentity(Draw(), new NodeSecret(RandomNumberGenerator.GetBytes(NodeSecret.Size)), null);

        FileStream? held = null;
        try
        {
            Directory.CreateDirectory(dataFolder);
            held = Lock(dataFolder);
            return new NodeIdentity(LoadOrDraw(Path.Combine(dataFolder, FileName)), LoadOrDrawSecret(Path.Combine(dataFolder, SecretName)), held);
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

    private static FileStream Lock(string dataFolder) =>
        FileLock.TryTake(Path.Combine(dataFolder, LockName))
        ?? throw new CommandException(
            ExitCode.Failed, $"Another node uses the data folder {dataFolder}: stop it, or give this one a folder of its own with akka.p2p.node.data-dir.");

    private static PeerId LoadOrDraw(string path)
    {
        if (!File.Exists(path))
            File.WriteAllText(path, Draw() + "\n");
        return PeerId.TryParse(File.ReadAllText(path).Trim(), out var id)
            ? id
            : throw new CommandException(ExitCode.Failed, $"{path} doesn't hold a peer id of {PeerId.TextLength} hex digits; delete it to draw a new one.");
    }

    private static NodeSecret LoadOrDrawSecret(string path)
    {
        if (!File.Exists(path))
        {
            // Its name comes last: a crash in between leaves no half a secret behind.
            var fresh = path + ".new";
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var file = new FileStream(fresh, options))
                file.Write(RandomNumberGenerator.GetBytes(NodeSecret.Size));
            File.Move(fresh, path);
        }

        var bytes = File.ReadAllBytes(path);
        return bytes.Length == NodeSecret.Size
            ? new NodeSecret(bytes)
            : throw new CommandException(ExitCode.Failed, $"{path} doesn't hold a secret of {NodeSecret.Size} bytes; delete it to draw a new one.");
    }

    private static PeerId Draw() => new(RandomNumberGenerator.GetBytes(PeerId.Size));
}
