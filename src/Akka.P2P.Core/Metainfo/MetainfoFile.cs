namespace Akka.P2P.Core.Metainfo;

using System.Collections.Immutable;

/// <summary>One file of a torrent.</summary>
/// <param name="Path">Elements below the torrent's folder; for a torrent that is one bare file, just its name.</param>
/// <param name="Length">Bytes.</param>
/// <param name="PiecesRoot">Root of its hash tree; null exactly when the file is empty.</param>
public sealed record MetainfoFile(ImmutableArray<string> Path, long Length, Sha256Digest? PiecesRoot)
{
    /// <summary>Whether it may be run as a program: the <c>x</c> of BEP 47's <c>attr</c>, which is part of the torrent's id.</summary>
    public bool IsExecutable { get; init; }

    /// <summary>The path with '/' between its elements, for people.</summary>
    public string PathText => string.Join('/', Path);

    public override string ToString() => $"{PathText}, {Length} B";
}
