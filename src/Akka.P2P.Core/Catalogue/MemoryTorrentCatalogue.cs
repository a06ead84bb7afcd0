namespace Akka.P2P.Core.Catalogue;

using Akka.P2P.Core.Identity;

/// <summary>A catalogue that ends with its process: for tests and for a tracker without a data folder.</summary>
public sealed class MemoryTorrentCatalogue(TimeProvider time, int rememberedRequests = ITorrentCatalogue.RememberedRequests) : ITorrentCatalogue
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<TorrentId, (CatalogueEntry Entry, byte[] Metainfo)> _torrents = [];
    private readonly Dictionary<Guid, (TorrentId Id, PublishOutcome Outcome)> _requests = [];
    private readonly Queue<Guid> _requestsByAge = [];

    public ValueTask<PublishOutcome> PublishAsync(Publication publication, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(publication);
        ct.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (_requests.TryGetValue(publication.RequestId, out var earlier))
            {
                return ValueTask.FromResult(
                    earlier.Id == publication.Id ? earlier.Outcome : PublishOutcome.RequestIdTaken);
            }

            var p = publication;
            var entry = new CatalogueEntry(p.Id, p.Name, p.Length, p.Chunks, p.PublishedBy, time.GetUtcNow());
            var outcome = _torrents.TryAdd(p.Id, (entry, p.Metainfo.ToArray()))
                ? PublishOutcome.Published
                : PublishOutcome.AlreadyThere;
            _requests.Add(p.RequestId, (p.Id, outcome));
            _requestsByAge.Enqueue(p.RequestId);
            if (_requestsByAge.Count > rememberedRequests)
                _requests.Remove(_requestsByAge.Dequeue());
            return ValueTask.FromResult(outcome);
        }
    }

    public ValueTask<CatalogueEntry?> GetAsync(TorrentId id, CancellationToken ct)
    {
        lock (_gate)
            return ValueTask.FromResult(_torrents.TryGetValue(id, out var found) ? found.Entry : null);
    }

    public ValueTask<ReadOnlyMemory<byte>?> GetMetainfoAsync(TorrentId id, CancellationToken ct)
    {
        lock (_gate)
        {
            return ValueTask.FromResult(
                _torrents.TryGetValue(id, out var found) ? found.Metainfo : (ReadOnlyMemory<byte>?)null);
        }
    }

    public ValueTask<CataloguePage> ListAsync(TorrentId? after, int limit, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        lock (_gate)
        {
            var from = _torrents.Values.Select(t => t.Entry).Where(e => after is null || e.Id > after.Value);
            var entries = from.Take(limit).ToList();
            var more = entries.Count == limit && _torrents.Keys.Any(id => id > entries[^1].Id);
            return ValueTask.FromResult(new CataloguePage(entries, more ? entries[^1].Id : null));
        }
    }

    public ValueTask<IReadOnlyList<TorrentId>> MatchAsync(TorrentIdPrefix prefix, int limit, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        lock (_gate)
            return ValueTask.FromResult<IReadOnlyList<TorrentId>>([.. _torrents.Keys.Where(prefix.Matches).Take(limit)]);
    }

    public ValueTask<bool> RemoveAsync(TorrentId id, CancellationToken ct)
    {
        lock (_gate)
            return ValueTask.FromResult(_torrents.Remove(id));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
