namespace Akka.P2P.Node.ByHand;

using System.Text.Json.Nodes;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Node.Hosting;
using Akka.P2P.Node.Reporting;

/// <summary><c>akka-p2p id</c>: the id of content, and on request its <c>.torrent</c>; no network.</summary>
internal sealed class IdRun(string path, string? torrentOut, IReporter reporter)
{
    public async Task<ExitCode> RunAsync(CancellationToken cancellation)
    {
        if (torrentOut is not null && File.Exists(torrentOut))
            throw new CommandException(ExitCode.WrongUsage, $"{torrentOut} exists already: choose another name, or delete it first.");

        var metainfo = (await SourceHashing.HashAsync(path, null, cancellation)).Metainfo;
        if (torrentOut is not null)
            Write(torrentOut, MetainfoWriter.Write(metainfo));

        reporter.Say(metainfo.Id.ToString());
        reporter.Emit("done", new JsonObject
        {
            ["id"] = metainfo.Id.ToString(),
            ["name"] = metainfo.Name,
            ["bytes"] = metainfo.TotalLength,
            ["chunkLength"] = metainfo.ChunkLength,
            ["torrent"] = torrentOut,
        });
        return ExitCode.Done;
    }

    private static void Write(string path, byte[] bytes)
    {
        try
        {
            using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            file.Write(bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Failed, $"{path} can't be written: {e.Message}", e);
        }
    }
}
