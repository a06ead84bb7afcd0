namespace Akka.P2P.Node.Hosting;

/// <summary>What an entry of <c>akka.p2p.node.share</c> names: a path, or with <c>/*</c> at its end everything in a folder.</summary>
internal static class SharedPaths
{
    /// <returns>Paths in ordinal order. Names that begin with a dot are not what a person put there to share.</returns>
    /// <exception cref="CommandException">The folder isn't there, or can't be read.</exception>
    public static IReadOnlyList<string> Of(string entry)
    {
        if (!entry.EndsWith("/*", StringComparison.Ordinal))
            return [entry];

        var folder = entry[..^1];
        try
        {
            return [.. new DirectoryInfo(folder).EnumerateFileSystemInfos()
                .Where(found => !found.Name.StartsWith('.'))
                .Select(found => folder + found.Name)
                .Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.WrongUsage, $"The folder {folder} of akka.p2p.node.share can't be read: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }
}
