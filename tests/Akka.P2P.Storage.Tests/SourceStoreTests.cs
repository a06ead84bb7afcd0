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

    [Theory(DisplayName = "A source that is replaced, removed, grown, cut, moved or turned to something else is no longer served, though it was open")]
    [InlineData("replaced by another of its length and time", "another file has taken its name")]
    [InlineData("removed", "it is gone")]
    [InlineData("moved with its folder", "it is gone")]
    [InlineData("grown", "it has 100001 bytes")]
    [InlineData("cut", "it has 99999 bytes")]
    [InlineData("a folder", "it is no file")]
    [InlineData("rewritten with its time put back", "its bytes are others")]
    public async Task Whatever_happens_to_a_source_is_noticed(string what, string why)
    {
        if (!OperatingSystem.IsLinux())
            return;
        var sample = Sample.Folder("d", 1, ("in/f", 100_000), ("g", 10));
        foreach (var (name, content) in sample.Files)
            _folder.Write("d/" + name, content);
        var path = _folder["d/in/f"];
        var hashed = await new TorrentHasher(1).HashAsync(_folder["d"], Sample.SmallChunk, null, default);
        await using var store = SourceStore.Open(hashed);
        await sample.AssertHeldIsRightAsync(store);
        var time = File.GetLastWriteTimeUtc(path);

        var other = sample.Files["in/f"].ToArray();
        other[^1] ^= 1;
        switch (what)
        {
            case "removed":
                File.Delete(path);
                break;
            case "moved with its folder":
                Directory.Move(_folder["d/in"], _folder["elsewhere"]);
                break;
            case "grown":
                File.AppendAllText(path, "x");
                break;
            case "cut":
                using (var file = File.OpenWrite(path))
                    file.SetLength(99_999);
                break;
            case "a folder":
                File.Delete(path);
                Directory.CreateDirectory(path);
                break;
            case "rewritten with its time put back":
                File.WriteAllBytes(path, other);
                File.SetLastWriteTimeUtc(path, time);
                break;
            default:
                _folder.Write("new", other);
                File.SetLastWriteTimeUtc(_folder["new"], time);
                File.Move(_folder["new"], path, overwrite: true);
                break;
        }

        var last = sample.Grid.At(sample.Grid.Count - 1);
        var changed = await Assert.ThrowsAsync<SourceChangedException>(async () => await store.ReadAsync(last, 0, new byte[100], default));
        Assert.Equal(path, changed.Path);
        Assert.Contains(why, changed.Message, StringComparison.Ordinal);
        // The others are as they were.
        await store.ReadAsync(sample.Grid.At(0), 0, new byte[10], default);
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
