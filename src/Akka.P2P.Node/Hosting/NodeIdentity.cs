namespace Akka.P2P.Node.Hosting;

using System.Security.Cryptography;
using Akka.P2P.Core.Identity;

/// <summary>A node's peer id: drawn once, and kept in the data folder so that a restarted node is the same peer.</summary>
internal static class NodeIdentity
{
    private const string FileName = "peer-id";

    /// <exception cref="CommandException">The file is there and is no peer id, or the folder can't be used.</exception>
    public static PeerId LoadOrDraw(string? dataFolder)
    {
        if (dataFolder is null)
            return Draw();

        var path = Path.Combine(dataFolder, FileName);
        try
        {
            Directory.CreateDirectory(dataFolder);
            if (!File.Exists(path))
            {
                File.WriteAllText(path, Draw() + "\n");
            }

            return PeerId.TryParse(File.ReadAllText(path).Trim(), out var id)
                ? id
                : throw new CommandException(ExitCode.Failed, $"{path} doesn't hold a peer id of {PeerId.TextLength} hex digits; delete it to draw a new one.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Failed, $"The data folder {dataFolder} can't be used: {e.Message}", e);
        }
    }

    private static PeerId Draw() => new(RandomNumberGenerator.GetBytes(PeerId.Size));
}
