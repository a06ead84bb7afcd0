namespace Akka.P2P.Node.ByHand;

using System.Text.Json.Nodes;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Node.Hosting;
using Akka.P2P.Node.Reporting;
using Akka.P2P.Storage.Hashing;

/// <summary><c>akka-p2p verify</c>: checks content against a <c>.torrent</c>, and names what differs.</summary>
internal sealed class VerifyRun(string path, string torrent, IReporter reporter)
{
    public async Task<ExitCode> RunAsync(CancellationToken cancellation)
    {
        var metainfo = TorrentReference.ReadFile(torrent).Metainfo;
        if (!File.Exists(path) && !Directory.Exists(path))
            throw new CommandException(ExitCode.WrongUsage, $"There is no file or folder {path}.");

        CheckResult result;
        try
        {
            result = await new TorrentCheck(Environment.ProcessorCount).CheckAsync(metainfo, path, null, cancellation);
        }
        catch (ChunkStoreException e)
        {
            throw new CommandException(ExitCode.Failed, $"{path} can't be read: {e.Message}", e);
        }

        if (!result.IsGood)
            throw new CommandException(ExitCode.NotVerified, $"{path} is not what {torrent} says: {string.Join("; ", result.Problems)}.");

        reporter.Say($"{path} is what {torrent} says: {metainfo.Grid.Count} chunks, {metainfo.TotalLength} bytes, id {metainfo.Id}.");
        reporter.Emit("done", new JsonObject { ["id"] = metainfo.Id.ToString(), ["verified"] = true, ["bytes"] = metainfo.TotalLength });
        return ExitCode.Done;
    }
}
