namespace Akka.P2P.Node.Hosting;

using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Node.Reporting;
using Akka.P2P.Storage.Hashing;

/// <summary>Turns a path that a person named into a hashed torrent, or into one sentence.</summary>
internal static class SourceHashing
{
    /// <summary>One sentence when folders will not arrive since they have nothing in them.</summary>
    public static void WarnOfEmptyFolders(HashedTorrent hashed, IReporter reporter)
    {
        if (hashed.EmptyFolders is not [var first, ..])
            return;
        var name = SafeName.QuotePath(Path.GetRelativePath(hashed.Path, first).Replace(Path.DirectorySeparatorChar, '/'));
        reporter.Warn(hashed.EmptyFolders.Count == 1
            ? $"The empty folder {name} is not shared: a torrent can't say it."
            : $"{hashed.EmptyFolders.Count} empty folders are not shared, the first of them {name}: a torrent can't say them.");
    }

    public static async Task<HashedTorrent> HashAsync(string path, IProgress<HashProgress>? progress, CancellationToken cancellation)
    {
        if (!File.Exists(path) && !Directory.Exists(path))
            throw new CommandException(ExitCode.WrongUsage, $"There is no file or folder {path}.");

        try
        {
            return await new TorrentHasher(Environment.ProcessorCount).HashAsync(path, progress, cancellation);
        }
        catch (MetainfoException e)
        {
            throw new CommandException(ExitCode.WrongUsage, $"{path} can't be shared: {e.Message}", e);
        }
        catch (ChunkStoreException e)
        {
            throw new CommandException(ExitCode.Failed, $"{path} can't be shared: {e.Message}", e);
        }
    }
}
