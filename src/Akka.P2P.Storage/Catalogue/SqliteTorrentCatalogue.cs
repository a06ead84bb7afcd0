namespace Akka.P2P.Storage.Catalogue;

using Akka.P2P.Core.Catalogue;
using Akka.P2P.Core.Identity;
using Microsoft.Data.Sqlite;

/// <summary>
/// The catalogue in one SQLite file: a write-ahead log, and <c>synchronous=FULL</c>, so that an answer to a publication means that
/// it survives a power cut. One connection, used by one caller at a time; readers wait for writers for as long as a sync takes.
/// </summary>
public sealed partial class SqliteTorrentCatalogue : ITorrentCatalogue
{
    /// <summary>The version of the tables, in the file's <c>user_version</c>.</summary>
    public const int SchemaVersion = 3;

    private readonly SemaphoreSlim _turn = new(1);
    private readonly SqliteConnection _connection;
    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly int _rememberedRequests;
    private bool _disposed;

    private SqliteTorrentCatalogue(SqliteConnection connection, string path, TimeProvider time, int rememberedRequests)
    {
        _connection = connection;
        _path = path;
        _time = time;
        _rememberedRequests = rememberedRequests;
    }

    /// <summary>Opens the file, or makes it and its folder.</summary>
    /// <exception cref="CatalogueException">The file is damaged, no catalogue, or of a newer version; it is left as it is.</exception>
    public static Task<SqliteTorrentCatalogue> OpenAsync(string path, TimeProvider time, CancellationToken ct) =>
        OpenAsync(path, time, ITorrentCatalogue.RememberedRequests, ct);

    internal static Task<SqliteTorrentCatalogue> OpenAsync(string path, TimeProvider time, int rememberedRequests, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(time);
        return Task.Run(() => Open(Path.GetFullPath(path), time, rememberedRequests), ct);
    }

    public ValueTask<PublishOutcome> PublishAsync(Publication publication, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(publication);
        return RunAsync(() => Publish(publication), ct);
    }

    public ValueTask<CatalogueEntry?> GetAsync(TorrentId id, CancellationToken ct) => RunAsync(
        () => Entries("WHERE id = $id", 1, ("$id", id.ToArray())).SingleOrDefault(), ct);

    public ValueTask<ReadOnlyMemory<byte>?> GetMetainfoAsync(TorrentId id, CancellationToken ct) => RunAsync(
        () => Scalar("SELECT metainfo FROM torrents WHERE id = $id", ("$id", id.ToArray())) is byte[] bytes
            ? new ReadOnlyMemory<byte>(bytes)
            : (ReadOnlyMemory<byte>?)null,
        ct);

    public ValueTask<CataloguePage> ListAsync(TorrentId? after, int limit, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return RunAsync(
            () =>
            {
                // An empty blob sorts before every id. One more than asked for tells whether there is a next page.
                var found = Entries("WHERE id > $after", (long)limit + 1, ("$after", after?.ToArray() ?? []));
                return found.Count > limit
                    ? new CataloguePage(found[..limit], found[limit - 1].Id)
                    : new CataloguePage(found, null);
            },
            ct);
    }

    public ValueTask<IReadOnlyList<TorrentId>> MatchAsync(TorrentIdPrefix prefix, int limit, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        var lowest = TorrentId.Parse(prefix.Digits.PadRight(TorrentId.TextLength, '0'));
        var highest = TorrentId.Parse(prefix.Digits.PadRight(TorrentId.TextLength, 'f'));
        return RunAsync<IReadOnlyList<TorrentId>>(
            () => Entries("WHERE id BETWEEN $low AND $high", limit, ("$low", lowest.ToArray()), ("$high", highest.ToArray()))
                .ConvertAll(e => e.Id),
            ct);
    }

    public ValueTask<bool> RemoveAsync(TorrentId id, CancellationToken ct) => RunAsync(
        () => Execute("DELETE FROM torrents WHERE id = $id", ("$id", id.ToArray())) > 0, ct);

    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            _disposed = true;
            await _connection.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    private PublishOutcome Publish(Publication publication)
    {
        using var transaction = _connection.BeginTransaction(deferred: false);
        var request = publication.RequestId.ToByteArray(bigEndian: true);
        using (var earlier = Command("SELECT id, outcome FROM requests WHERE request_id = $request", ("$request", request)))
        using (var row = earlier.ExecuteReader())
        {
            if (row.Read())
            {
                return new TorrentId((byte[])row[0]) == publication.Id
                    ? (PublishOutcome)row.GetInt32(1)
                    : PublishOutcome.RequestIdTaken;
            }
        }

        var added = Execute(
            """
            INSERT INTO torrents (id, name, length, chunks, published_by, published_at, metainfo)
            VALUES ($id, $name, $length, $chunks, $by, $at, $metainfo) ON CONFLICT (id) DO NOTHING
            """,
            ("$id", publication.Id.ToArray()),
            ("$name", publication.Name),
            ("$length", publication.Length),
            ("$chunks", publication.Chunks),
            ("$by", publication.PublishedBy.ToArray()),
            ("$at", _time.GetUtcNow().ToUnixTimeMilliseconds()),
            ("$metainfo", publication.Metainfo.ToArray()));
        var outcome = added > 0 ? PublishOutcome.Published : PublishOutcome.AlreadyThere;
        Execute(
            "INSERT INTO requests (request_id, id, outcome) VALUES ($request, $id, $outcome)",
            ("$request", request),
            ("$id", publication.Id.ToArray()),
            ("$outcome", (int)outcome));
        Execute("DELETE FROM requests WHERE number <= (SELECT max(number) FROM requests) - $kept", ("$kept", _rememberedRequests));
        transaction.Commit();
        return outcome;
    }

    private List<CatalogueEntry> Entries(string where, long limit, params (string Name, object Value)[] arguments)
    {
        using var command = Command(
            $"SELECT id, name, length, chunks, published_by, published_at FROM torrents {where} ORDER BY id LIMIT $limit",
            [.. arguments, ("$limit", limit)]);
        using var row = command.ExecuteReader();
        var entries = new List<CatalogueEntry>();
        while (row.Read())
        {
            entries.Add(new CatalogueEntry(
                new TorrentId((byte[])row[0]),
                row.GetString(1),
                row.GetInt64(2),
                row.GetInt32(3),
                new PeerId((byte[])row[4]),
                DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5))));
        }

        return entries;
    }

    private async ValueTask<T> RunAsync<T>(Func<T> work, CancellationToken ct)
    {
        await _turn.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            // SQLite has no asynchronous calls, and a commit waits for the disk.
            return await Task.Run(work, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SqliteException or ArgumentException or InvalidCastException)
        {
            throw new CatalogueException($"The catalogue '{_path}' can't be used: {e.Message}", e);
        }
        finally
        {
            _turn.Release();
        }
    }
}
