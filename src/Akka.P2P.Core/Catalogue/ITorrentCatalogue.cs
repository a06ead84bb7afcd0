namespace Akka.P2P.Core.Catalogue;

using Akka.P2P.Core.Identity;

/// <summary>
/// What a tracker knows for good: the published torrents and their metainfo. Any thread may call. A durable one returns from
/// <see cref="PublishAsync"/> and <see cref="RemoveAsync"/> only when the change survives a power cut. Failures are
/// <see cref="CatalogueException"/>s.
/// </summary>
public interface ITorrentCatalogue : IAsyncDisposable
{
    /// <summary>
    /// Requests that are remembered, the last ones. A retry comes within minutes; every peer that shares after its restart makes new ones, so
    /// without a bound they would grow for ever.
    /// </summary>
    const int RememberedRequests = 10_000;

    /// <summary>
    /// Adds a torrent. The same request id again, while it is remembered, is answered as the first time and changes nothing; so a retry
    /// never publishes twice, not even after the torrent was removed in between.
    /// </summary>
    ValueTask<PublishOutcome> PublishAsync(Publication publication, CancellationToken ct);

    /// <summary>The torrent's entry, or null.</summary>
    ValueTask<CatalogueEntry?> GetAsync(TorrentId id, CancellationToken ct);

    /// <summary>The bytes that were published as the torrent's metainfo, or null.</summary>
    ValueTask<ReadOnlyMemory<byte>?> GetMetainfoAsync(TorrentId id, CancellationToken ct);

    /// <summary>At most <paramref name="limit"/> entries in the order of their ids, beginning after <paramref name="after"/>.</summary>
    ValueTask<CataloguePage> ListAsync(TorrentId? after, int limit, CancellationToken ct);

    /// <summary>At most <paramref name="limit"/> ids that begin with the prefix, in their order.</summary>
    ValueTask<IReadOnlyList<TorrentId>> MatchAsync(TorrentIdPrefix prefix, int limit, CancellationToken ct);

    /// <summary>False when there was no such torrent.</summary>
    ValueTask<bool> RemoveAsync(TorrentId id, CancellationToken ct);
}
