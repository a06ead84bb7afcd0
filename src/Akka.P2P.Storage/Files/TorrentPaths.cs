namespace Akka.P2P.Storage.Files;

using Akka.P2P.Core.Metainfo;

/// <summary>Where the files of a torrent lie, when its file or folder lies at a given path.</summary>
internal static class TorrentPaths
{
    public static string Of(Metainfo metainfo, string root, int file) =>
        metainfo.IsSingleFile ? root : Path.Combine([root, .. metainfo.Files[file].Path]);

    /// <summary>Every folder that holds one of the files, the outermost first.</summary>
    public static IReadOnlyList<string> Folders(Metainfo metainfo, string root)
    {
        var folders = new SortedSet<string>(StringComparer.Ordinal) { root };
        foreach (var file in metainfo.Files)
        {
            for (var depth = 1; depth < file.Path.Length; depth++)
                folders.Add(Path.Combine([root, .. file.Path.Take(depth)]));
        }

        return [.. folders];
    }
}
