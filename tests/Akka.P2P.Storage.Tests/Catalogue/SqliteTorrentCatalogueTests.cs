namespace Akka.P2P.Storage.Tests.Catalogue;

using Akka.P2P.Core.Catalogue;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Storage.Catalogue;
using Akka.P2P.Storage.Hashing;

/// <summary>What every catalogue promises, and what only the durable one does.</summary>
public sealed class SqliteTorrentCatalogueTests : IDisposable
{
    private static readonly PeerId Me = new(Enumerable.Range(0, 16).Select(i => (byte)i).ToArray());
    private readonly TempFolder _folder = new();

    public static TheoryData<bool> Both => [true, false];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_retry_never_publishes_twice_and_never_brings_back(bool durable)
    {
        await using var catalogue = await OpenAsync(durable);
        var first = Publication(1);

        Assert.Equal(PublishOutcome.Published, await catalogue.PublishAsync(first, default));
        Assert.Equal(PublishOutcome.Published, await catalogue.PublishAsync(first, default));
        Assert.Equal(PublishOutcome.AlreadyThere, await catalogue.PublishAsync(Publication(1) with { Name = "else" }, default));
        Assert.Equal(
            PublishOutcome.RequestIdTaken, await catalogue.PublishAsync(Publication(2) with { RequestId = first.RequestId }, default));
        Assert.Equal("torrent 1", (await catalogue.GetAsync(first.Id, default))!.Name);
        Assert.Null(await catalogue.GetAsync(Id(2), default));

        Assert.True(await catalogue.RemoveAsync(first.Id, default));
        Assert.False(await catalogue.RemoveAsync(first.Id, default));
        Assert.Equal(PublishOutcome.Published, await catalogue.PublishAsync(first, default));
        Assert.Null(await catalogue.GetAsync(first.Id, default));
        Assert.Null(await catalogue.GetMetainfoAsync(first.Id, default));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Pages_hold_every_torrent_once_in_the_order_of_ids(bool durable)
    {
        await using var catalogue = await OpenAsync(durable);
        foreach (var i in (int[])[5, 3, 9, 1, 7])
            await catalogue.PublishAsync(Publication(i), default);
        foreach (var limit in (int[])[1, 2, 5, 6])
        {
            var seen = new List<TorrentId>();
            TorrentId? after = null;
            do
            {
                var page = await catalogue.ListAsync(after, limit, default);
                Assert.InRange(page.Entries.Count, 1, limit);
                seen.AddRange(page.Entries.Select(e => e.Id));
                after = page.Next;
            }
            while (after is not null);
            Assert.Equal([Id(1), Id(3), Id(5), Id(7), Id(9)], seen);
        }
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Prefixes_find_their_torrents(bool durable)
    {
        await using var catalogue = await OpenAsync(durable);
        foreach (var i in (int[])[0x10, 0x1f, 0x2a, 0xff])
            await catalogue.PublishAsync(Publication(i), default);

        Assert.Equal([Id(0x10), Id(0x1f)], await MatchAsync("1"));
        Assert.Equal([Id(0x2a)], await MatchAsync("2A"));
        Assert.Equal([Id(0xff)], await MatchAsync(Id(0xff).ToString()));
        Assert.Empty(await MatchAsync("3"));

        async Task<IReadOnlyList<TorrentId>> MatchAsync(string text)
        {
            Assert.True(TorrentIdPrefix.TryParse(text, out var prefix));
            return await catalogue.MatchAsync(prefix!, 10, default);
        }
    }

    [Fact]
    public async Task What_was_published_is_there_after_opening_again()
    {
        var publication = Publication(4) with { Name = "ünï 😀 'quoted'; DROP TABLE torrents", Length = long.MaxValue };
        await using (var catalogue = await OpenAsync(durable: true))
            await catalogue.PublishAsync(publication, default);

        await using var again = await OpenAsync(durable: true);

        var entry = await again.GetAsync(publication.Id, default);
        Assert.Equal(
            (publication.Name, publication.Length, 5, Me), (entry!.Name, entry.Length, entry.Chunks, entry.PublishedBy));
        Assert.Equal(publication.Metainfo.ToArray(), (await again.GetMetainfoAsync(publication.Id, default))!.Value.ToArray());
        Assert.Equal(PublishOutcome.Published, await again.PublishAsync(publication, default));
    }

    [Fact]
    public async Task Rubbish_a_stranger_and_a_newer_version_give_one_clear_error_and_stay_as_they_are()
    {
        var rubbish = Enumerable.Repeat((byte)'x', 5000).ToArray();
        File.WriteAllBytes(Path, rubbish);
        var damaged = await Assert.ThrowsAsync<CatalogueException>(() => OpenAsync(durable: true));
        Assert.Contains("damaged", damaged.Message, StringComparison.Ordinal);
        Assert.Equal(rubbish, File.ReadAllBytes(Path));
        File.Delete(Path);

        Sql("CREATE TABLE theirs (x)");
        Assert.Contains("another program", (await Assert.ThrowsAsync<CatalogueException>(() => OpenAsync(durable: true))).Message, StringComparison.Ordinal);
        Sql("PRAGMA user_version = 99");
        Assert.Contains("newer version", (await Assert.ThrowsAsync<CatalogueException>(() => OpenAsync(durable: true))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_damaged_in_its_middle_is_noticed()
    {
        await using (var catalogue = await OpenAsync(durable: true))
        {
            for (var i = 0; i < 200; i++)
                await catalogue.PublishAsync(Publication(i), default);
        }

        var bytes = File.ReadAllBytes(Path);
        Array.Fill(bytes, (byte)0xAA, 4096, bytes.Length - 4096);
        File.WriteAllBytes(Path, bytes);

        await Assert.ThrowsAsync<CatalogueException>(() => OpenAsync(durable: true));
    }

    [Fact]
    public async Task The_file_is_a_write_ahead_log_that_syncs_fully()
    {
        await using var catalogue = await OpenAsync(durable: true);
        await catalogue.PublishAsync(Publication(1), default);

        Assert.True(File.Exists(Path + "-wal"));
        Assert.Equal(("wal", 2L), await ((SqliteTorrentCatalogue)catalogue).ModesAsync());
    }

    [Theory(DisplayName = "Only the last requests are remembered, however often peers publish again")]
    [MemberData(nameof(Both))]
    public async Task Requests_are_bounded(bool durable)
    {
        await using ITorrentCatalogue catalogue = durable
            ? await SqliteTorrentCatalogue.OpenAsync(Path, TimeProvider.System, rememberedRequests: 3, default)
            : new MemoryTorrentCatalogue(TimeProvider.System, rememberedRequests: 3);
        var requests = Enumerable.Range(0, 5).Select(_ => Publication(1)).ToList();
        foreach (var request in requests)
            await catalogue.PublishAsync(request, default);

        // Another torrent under the same request tells whether it is remembered. The last two are looked at first: looking makes new ones.
        Assert.Equal(PublishOutcome.RequestIdTaken, await catalogue.PublishAsync(Publication(2) with { RequestId = requests[4].RequestId }, default));
        Assert.Equal(PublishOutcome.RequestIdTaken, await catalogue.PublishAsync(Publication(2) with { RequestId = requests[2].RequestId }, default));
        Assert.Equal(PublishOutcome.Published, await catalogue.PublishAsync(Publication(2) with { RequestId = requests[1].RequestId }, default));
    }

    [Fact(DisplayName = "A catalogue of the first version is taken over, with its requests")]
    public async Task Version_1()
    {
        var kept = Publication(1);
        await using (var catalogue = await OpenAsync(durable: true))
            await catalogue.PublishAsync(kept, default);
        Sql("""
            CREATE TABLE old (request_id BLOB NOT NULL PRIMARY KEY, id BLOB NOT NULL, outcome INTEGER NOT NULL) WITHOUT ROWID;
            INSERT INTO old SELECT request_id, id, outcome FROM requests;
            DROP TABLE requests;
            ALTER TABLE old RENAME TO requests;
            ALTER TABLE torrents DROP COLUMN chunks;
            PRAGMA user_version = 1;
            """);

        await using var again = await OpenAsync(durable: true);

        Assert.Equal(PublishOutcome.Published, await again.PublishAsync(kept, default));
        Assert.Equal(PublishOutcome.RequestIdTaken, await again.PublishAsync(Publication(2) with { RequestId = kept.RequestId }, default));
        Assert.Equal(PublishOutcome.Published, await again.PublishAsync(Publication(2), default));
    }

    [Fact(DisplayName = "A catalogue of the second version is taken over: what is published says how many chunks there are")]
    public async Task Version_2()
    {
        _folder.Write("half a chunk more.bin", new byte[(256 * 1024 * 5 / 2) + 1]);
        var hashed = await new TorrentHasher(1).HashAsync(_folder["half a chunk more.bin"], null, default);
        var kept = Publication(1) with { Id = hashed.Metainfo.Id, Metainfo = MetainfoWriter.Write(hashed.Metainfo) };
        await using (var catalogue = await OpenAsync(durable: true))
        {
            await catalogue.PublishAsync(kept, default);
            await catalogue.PublishAsync(Publication(2), default);
        }

        Sql("ALTER TABLE torrents DROP COLUMN chunks; PRAGMA user_version = 2;");

        await using var again = await OpenAsync(durable: true);

        Assert.Equal(3, (await again.GetAsync(kept.Id, default))!.Chunks);
        // That one's metainfo is none: nobody knows, and it is there all the same.
        Assert.Equal(0, (await again.GetAsync(Id(2), default))!.Chunks);
        Assert.Equal(PublishOutcome.AlreadyThere, await again.PublishAsync(Publication(2), default));
    }

    private string Path => _folder["catalogue.db"];

    private static TorrentId Id(int i)
    {
        var bytes = new byte[32];
        bytes[0] = (byte)i;
        return new TorrentId(bytes);
    }

    private static Publication Publication(int i)
    {
        var metainfo = new byte[100 + i];
        new Random(i).NextBytes(metainfo);
        // Another request each time it is called, as another publisher would make.
        return new Publication(Guid.NewGuid(), Id(i), $"torrent {i}", i, i + 1, Me, metainfo);
    }

    private void Sql(string text)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    private async Task<ITorrentCatalogue> OpenAsync(bool durable) => durable
        ? await SqliteTorrentCatalogue.OpenAsync(Path, TimeProvider.System, default)
        : new MemoryTorrentCatalogue(TimeProvider.System);
}
