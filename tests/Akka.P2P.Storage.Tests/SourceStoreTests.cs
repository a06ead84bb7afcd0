namespace Akka.P2P.Storage.Tests;

using Akka.P2P.Core.Chunks;
using Akka.P2P.Storage.Hashing;

public sealed class SourceStoreTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_that_is_cut_written_to_or_removed_is_no_longer_served()
    {
        var sample = Sample.File("f", 100_000);
        foreach (var change in (Action<string>[])[
            p => File.WriteAllBytes(p, new byte[10]),
            p => File.AppendAllText(p, "x"),
            p => File.SetLastWriteTimeUtc(p, DateTime.UnixEpoch)])
        {
            var path = _folder.Write("f", sample.Files["f"]);
            var hashed = await new TorrentHasher(1).HashAsync(path, Sample.SmallChunk, null, default);
            await using var store = SourceStore.Open(hashed);
            await sample.AssertHeldIsRightAsync(store);

            change(path);

            var changed = await Assert.ThrowsAsync<SourceChangedException>(
                async () => await store.ReadAsync(sample.Grid.At(6), 0, new byte[1000], default));
            Assert.Equal(path, changed.Path);
            Assert.Throws<SourceChangedException>(() => SourceStore.Open(hashed));
        }

        var last = _folder.Write("f", sample.Files["f"]);
        await using var gone = SourceStore.Open(sample.Metainfo, last, null);
        File.Delete(last);
        await Assert.ThrowsAsync<SourceChangedException>(
            async () => await gone.ReadAsync(sample.Grid.At(0), 0, new byte[1], default));
        Assert.Throws<SourceChangedException>(() => SourceStore.Open(sample.Metainfo, last, null));
    }

    [Fact]
    public async Task A_source_is_complete_is_never_written_to_and_is_published_where_it_lies()
    {
        var sample = Sample.File("f", 100_000);
        var path = _folder.Write("other name", sample.Files["f"]);
        await using var store = SourceStore.Open(sample.Metainfo, path, null);

        await store.KeepAsync(sample.Grid.At(0), [new byte[Sample.SmallChunk]], default);
        await store.FlushAsync(default);

        Assert.True(store.IsComplete && store.Held().IsFull);
        Assert.Equal(path, await store.PublishAsync(default));
        Assert.Equal(sample.Files["f"], File.ReadAllBytes(path));
    }

    [Fact]
    public async Task Hundreds_of_files_are_read_at_once_through_a_few_handles()
    {
        var sample = Sample.Folder("d", 1, [.. Enumerable.Range(0, 300).Select(i => ($"{i % 10}/{i}", 20 + i))]);
        foreach (var (name, content) in sample.Files)
            _folder.Write("d/" + name, content);
        await using var store = SourceStore.Open(sample.Metainfo, _folder["d"], null);

        await Parallel.ForEachAsync(Enumerable.Range(0, 2000), async (i, ct) =>
        {
            var chunk = sample.Grid.At(i * 7 % 300);
            var read = new byte[sample.Grid.LengthOf(chunk)];
            await store.ReadAsync(chunk, 0, read, ct);
            Assert.Equal(sample.Bytes(chunk), read);
        });
    }
}
