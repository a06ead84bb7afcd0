namespace Akka.P2P.Node.Hosting;

using Akka.P2P.Core.Catalogue;
using Akka.P2P.Storage;

/// <summary>A tracker's catalogue: durable in a data folder, in memory without one.</summary>
internal static class Catalogues
{
    private const string FileName = "catalogue.db";

    public static ITorrentCatalogue Open(string? dataFolder)
    {
        if (dataFolder is null)
            return new MemoryTorrentCatalogue(TimeProvider.System);

        try
        {
            return SqliteTorrentCatalogue.Open(Path.Combine(dataFolder, FileName), TimeProvider.System);
        }
        catch (CatalogueException e)
        {
            throw new CommandFailure(ExitCode.Failed, $"The tracker's catalogue can't be opened: {e.Message}", e);
        }
    }
}
