namespace Akka.P2P.Storage.Files;

using Akka.P2P.Core.Metainfo;

/// <summary>Where the files of a torrent lie, when its file or folder lies at a given path.</summary>
internal static class TorrentPaths
{
    public static string Of(Metainfo metainfo, string root, int file) =>
        metainfo.IsSingleFile ? root : Path.Combine([root, .. metainfo.Files[file].Path]);
}
