namespace Akka.P2P.Storage.Tests.Hashing;

using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Storage.Hashing;

public sealed class TorrentHasherTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<int> BoundarySizes =>
        [0, 1, 16383, 16384, 16385, ChunkLengths.Smallest - 1, ChunkLengths.Smallest, ChunkLengths.Smallest + 1, 1_000_000];

    public void Dispose() => _folder.Dispose();

    [Theory(DisplayName = "S1.35 S2.104 A file hashed in blocks has the id that its bytes have in memory")]
    [MemberData(nameof(BoundarySizes))]
    public async Task A_file_has_the_id_of_its_bytes(int length)
    {
        var sample = Sample.File("f.bin", length, chunkLength: ChunkLengths.Smallest);
        var path = _folder.Write("f.bin", sample.Files["f.bin"]);

        var hashed = await new TorrentHasher(4).HashAsync(path, null, default);

        Assert.Equal(sample.Metainfo.Id, hashed.Metainfo.Id);
        Assert.True(hashed.Metainfo.IsSingleFile);
        Assert.Equal(path, hashed.Path);
        await using var store = SourceStore.Open(hashed);
        await sample.AssertHeldIsRightAsync(store);
    }

    [Fact(DisplayName = "S2.108 A file of 1,038,162 bytes is 64 blocks of 16 KiB, the last one short")]
    public void The_seeds_pdf_has_64_blocks() => Assert.Equal(64, new ChunkGrid([1_038_162], 16 * 1024).Count);

    [Fact]
    public async Task A_folder_has_the_id_of_its_files_whatever_their_order_and_workers()
    {
        var sample = Sample.Folder("tree", 9, ("a", 5), ("a b", 70_000), ("b/empty", 0), ("b/ü", 300_000), ("Z", 16384));
        foreach (var (name, content) in sample.Files)
            _folder.Write("tree/" + name, content);
        Directory.CreateDirectory(_folder["tree/nothing in it"]);

        foreach (var workers in (int[])[1, 3])
        {
            var hashed = await new TorrentHasher(workers).HashAsync(_folder["tree"] + "/", Sample.SmallChunk, null, default);
            Assert.Equal(sample.Metainfo.Id, hashed.Metainfo.Id);
            await using var store = SourceStore.Open(hashed);
            await sample.AssertHeldIsRightAsync(store);
        }
    }

    [Fact]
    public async Task Progress_grows_to_the_whole()
    {
        var path = _folder.Write("f", new byte[1_000_000]);
        var seen = new List<HashProgress>();

        await new TorrentHasher(4).HashAsync(path, new Direct(seen.Add), default);

        Assert.Equal(new HashProgress(1_000_000, 1_000_000), seen[^1]);
        Assert.Equal(seen.OrderBy(p => p.Done), seen);
    }

    [Fact]
    public async Task A_file_that_changes_while_it_is_hashed_is_noticed()
    {
        foreach (var change in (Action<string>[])[
            p => File.WriteAllBytes(p, new byte[10]),
            p => File.AppendAllText(p, "x"),
            p => File.SetLastWriteTimeUtc(p, DateTime.UnixEpoch)])
        {
            var path = _folder.Write("f", new byte[3_000_000]);
            var once = 0;
            await Assert.ThrowsAsync<SourceChangedException>(() => new TorrentHasher(1).HashAsync(
                path,
                new Direct(_ =>
                {
                    if (once++ == 0)
                        change(path);
                }),
                default));
        }
    }

    [Fact]
    public async Task Cancelling_stops_it()
    {
        var path = _folder.Write("f", new byte[3_000_000]);
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new TorrentHasher(1).HashAsync(path, new Direct(_ => stop.Cancel()), stop.Token));
    }

    [Fact]
    public async Task What_can_not_be_shared_gives_one_clear_error()
    {
        await Assert.ThrowsAsync<ChunkStoreException>(() => new TorrentHasher(1).HashAsync(_folder["no such"], null, default));
        Directory.CreateDirectory(_folder["empty"]);
        var empty = await Assert.ThrowsAsync<MetainfoException>(() => new TorrentHasher(1).HashAsync(_folder["empty"], null, default));
        Assert.Contains("has no files", empty.Message, StringComparison.Ordinal);
        if (OperatingSystem.IsWindows())
            return;
        _folder.Write("bad/a:b", [1]);
        var name = await Assert.ThrowsAsync<MetainfoException>(() => new TorrentHasher(1).HashAsync(_folder["bad"], null, default));
        Assert.Contains("'a:b'", name.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_are_followed_inside_and_refused_when_they_leave_or_circle()
    {
        if (OperatingSystem.IsWindows())
            return;
        var sample = Sample.Folder("d", 4, ("a", 100), ("in/b", 200));
        foreach (var (name, content) in sample.Files)
            _folder.Write("d/" + name, content);
        File.CreateSymbolicLink(_folder["d/link"], _folder["d/a"]);
        Directory.CreateSymbolicLink(_folder["d/in2"], "in");
        var hashed = await new TorrentHasher(2).HashAsync(_folder["d"], null, default);
        Assert.Equal(["a", "in/b", "in2/b", "link"], hashed.Metainfo.Files.Select(f => f.PathText));
        Assert.Equal(100, hashed.Metainfo.Files[3].Length);

        Directory.CreateSymbolicLink(_folder["d/in/up"], _folder["d"]);
        await Assert.ThrowsAsync<ChunkStoreException>(() => new TorrentHasher(1).HashAsync(_folder["d"], null, default));
        Directory.Delete(_folder["d/in/up"]);
        _folder.Write("secret", [1]);
        File.CreateSymbolicLink(_folder["d/out"], _folder["secret"]);
        var leaves = await Assert.ThrowsAsync<ChunkStoreException>(() => new TorrentHasher(1).HashAsync(_folder["d"], null, default));
        Assert.Contains("leaves the folder", leaves.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Checking_names_what_is_damaged_missing_or_too_short()
    {
        var sample = Sample.Folder("d", 4, ("a", 100_000), ("b", 50_000), ("c", 10), ("e", 0));
        foreach (var (name, content) in sample.Files)
            _folder.Write("d/" + name, content);
        var check = new TorrentCheck(2);
        Assert.True((await check.CheckAsync(sample.Metainfo, _folder["d"], null, default)).IsGood);

        var damaged = sample.Files["a"].ToArray();
        damaged[50_000] ^= 1;
        _folder.Write("d/a", damaged);
        _folder.Write("d/b", sample.Files["b"][..20_000]);
        File.Delete(_folder["d/c"]);
        var result = await check.CheckAsync(sample.Metainfo, _folder["d"], null, default);

        Assert.False(result.IsGood);
        Assert.Equal([0, 1, 2, 4, 5, 6, 7], result.Good.EnumerateSet());
        Assert.Contains(result.Problems, p => p.Contains("wrong in 1 of 7 chunks", StringComparison.Ordinal));
        Assert.Contains(result.Problems, p => p.Contains("has 20000 bytes instead of 50000", StringComparison.Ordinal));
        Assert.Contains(result.Problems, p => p.Contains("does not exist", StringComparison.Ordinal));
    }

    private sealed class Direct(Action<HashProgress> report) : IProgress<HashProgress>
    {
        public void Report(HashProgress value) => report(value);
    }
}
