namespace Akka.P2P.Storage.Hashing;

using Akka.P2P.Core.Metainfo;

/// <summary>What hashing a file or folder gives.</summary>
/// <param name="Path">The full path of the file or folder.</param>
/// <param name="Stamps">In the order of <see cref="Metainfo.Files"/>: what the files looked like.</param>
public sealed record HashedTorrent(Metainfo Metainfo, string Path, IReadOnlyList<FileStamp> Stamps)
{
    /// <summary>Full paths of the folders that have nothing in them: a torrent can't say them, so they do not travel.</summary>
    public IReadOnlyList<string> EmptyFolders { get; init; } = [];
}
