namespace Akka.P2P.Node.Hosting;

using Akka.P2P.Core.Catalogue;
using Akka.P2P.Storage.Catalogue;

/// <summary>A tracker's catalogue: durable in a data folder, in memory without one.</summary>
internal static class Catalogues
{
    private const string FileName = "catalogue.db";

    public static async Task<ITorrentCatalogue> OpenAsync(string? dataFolder)
    {
        if (dataFolder is null)
            return new MemoryTorrentCatalogue(TimeProvider.System);

        try
        {
            return await SqliteTorrentCatalogue.OpenAsync(Path.Combine(dataFolder, FileName), TimeProvider.System, CancellationToken.None);
        }
        catch (CatalogueException e)
        {
            throw new CommandException(ExitCode.Failed, $"The tracker's catalogue can't be opened: {e.Message}", e);
        }
    }
}
