namespace Akka.P2P.Core.Catalogue;

using Akka.P2P.Core.Identity;

/// <param name="RequestId">Drawn once by the publisher and the same in every retry.</param>
/// <param name="Length">Bytes of all files.</param>
/// <param name="Chunks">Of all files; none spans two.</param>
/// <param name="Metainfo">The torrent file's bytes, verified by the caller.</param>
public sealed record Publication(
    Guid RequestId, TorrentId Id, string Name, long Length, int Chunks, PeerId PublishedBy, ReadOnlyMemory<byte> Metainfo);

public enum PublishOutcome
{
    /// <summary>The torrent is new.</summary>
    Published = 0,

    /// <summary>Another request published the very same torrent before; its entry stays as it was.</summary>
    AlreadyThere = 1,

    /// <summary>The request id was used for another torrent; nothing changed.</summary>
    RequestIdTaken = 2,
}

/// <param name="Length">Bytes of all files.</param>
/// <param name="Chunks">Of all files; none spans two.</param>
public sealed record CatalogueEntry(TorrentId Id, string Name, long Length, int Chunks, PeerId PublishedBy, DateTimeOffset PublishedAt);

/// <param name="Next">Where the next page begins after; null when this was the last.</param>
public sealed record CataloguePage(IReadOnlyList<CatalogueEntry> Entries, TorrentId? Next);

/// <summary>The catalogue can't be read or written; the message is one sentence for a person.</summary>
public sealed class CatalogueException(string message, Exception? inner = null) : Exception(message, inner);
