namespace Akka.P2P.Node.Hosting;

using System.Collections.Immutable;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Storage.Parts;

/// <summary>Where a download goes.</summary>
/// <param name="Folder">A full path.</param>
/// <param name="OpenAsync">What the peer calls once it knows the metainfo.</param>
internal sealed record Target(string Folder, Func<Metainfo, CancellationToken, Task<IChunkStore>> OpenAsync);

/// <summary>Where downloads go.</summary>
internal static class Targets
{
    /// <summary>What the peer calls once it knows the metainfo.</summary>
    /// <param name="only">Which files are wanted; all when none is named.</param>
    public static Func<Metainfo, CancellationToken, Task<IChunkStore>> In(string folder, ImmutableArray<PathGlob> only = default) => async (metainfo, cancellation) =>
        await PartStore.OpenAsync(metainfo, folder, PartStoreSettings.Default, TimeProvider.System, cancellation, FileChoice.Of(metainfo, only));

    /// <exception cref="CommandException">It is a file, or can't be made or written to.</exception>
    public static string Folder(string path)
    {
        try
        {
            return Directory.CreateDirectory(path).FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CommandException(ExitCode.Failed, $"The folder {path} can't be used: {e.Message}", e);
        }
    }
}
