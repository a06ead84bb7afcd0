namespace Akka.P2P.Storage.Tests.Parts;

using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Storage.Parts;

/// <summary>Some files of a torrent only, the rest later, and what lies there already.</summary>
public sealed class ChoiceTests : IDisposable
{
    private const int Chunk = Sample.SmallChunk;
    private readonly TempFolder _folder = new();
    private readonly Sample _sample = Sample.Folder("set", 5, ("a.txt", 100), ("b/c.bin", (3 * Chunk) + 1), ("b/d.bin", Chunk), ("b/empty", 0), ("e.bin", 2 * Chunk));

    public void Dispose() => _folder.Dispose();

    [Fact(DisplayName = "Only the files that were chosen appear, whole and served as a part; nothing else is left behind")]
    public async Task Chosen_files_appear()
    {
        await using var store = await OpenAsync("b/c.bin", "**/empty");
        Assert.Equal("1,2,3,4", string.Join(',', store.Chosen().EnumerateSet()));
        await KeepAsync(store, store.Chosen());

        var path = await store.PublishAsync(default);

        Assert.Equal(_folder["set"], path);
        Assert.Equal(["b/c.bin", "b/empty"], FilesIn("set"));
        Assert.Equal(["set"], _folder.Names());
        Assert.False(store.IsComplete);
        Assert.True(store.Held().SetEquals(store.Chosen()));
        await _sample.AssertHeldIsRightAsync(store);
        await Assert.ThrowsAsync<ChunkNotHeldException>(async () => await store.ReadAsync(_sample.Grid.At(0), 0, new byte[1], default));
        Assert.Equal(path, await store.PublishAsync(default));
    }

    [Theory(DisplayName = "The rest comes beside what is there, with or without a choice, and what is there is held and not fetched again")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Rest_comes_later(bool inTwo)
    {
        await FetchAsync("b/d.bin");
        var written = File.GetLastWriteTimeUtc(_folder["set/b/d.bin"]);
        if (inTwo)
            Assert.Equal("0", await FetchAsync("a.txt"));

        Assert.Equal(inTwo ? "1,2,3,4,6,7" : "0,1,2,3,4,6,7", await FetchAsync());

        Assert.Equal(["set"], _folder.Names());
        Assert.True(_sample.IsAt(_folder["set"]));
        Assert.Equal(written, File.GetLastWriteTimeUtc(_folder["set/b/d.bin"]));
        await using var again = await OpenAsync();
        Assert.True(again.IsComplete);
        Assert.Equal(_folder["set"], await again.PublishAsync(default));
    }

    [Fact(DisplayName = "Files that are missing from a folder that was there by other means come beside the others, which are not touched; strange files don't matter")]
    public async Task Other_means()
    {
        Write("set", "a.txt", "b/c.bin");
        _folder.Write("set/mine.txt", [1]);

        Assert.Equal("5,6,7", await FetchAsync());

        _sample.AssertPublishedAt(_folder["set"]);
        Assert.Equal([1], File.ReadAllBytes(_folder["set/mine.txt"]));
        Assert.Equal(["set"], _folder.Names());
    }

    [Fact(DisplayName = "From a folder in which one file is wrong the right chunks are copied, and it stays as it is under its name")]
    public async Task Clash()
    {
        Write("set", "a.txt", "b/c.bin", "e.bin");
        var damaged = _sample.Files["b/c.bin"].ToArray();
        damaged[Chunk + 5] ^= 1;
        _folder.Write("set/b/c.bin", damaged);

        Assert.Equal("2,5", await FetchAsync());

        Assert.True(_sample.IsAt(_folder["set (1)"]));
        Assert.Equal(damaged, File.ReadAllBytes(_folder["set/b/c.bin"]));
        Assert.Equal(["set", "set (1)"], _folder.Names());
        await using var again = await OpenAsync();
        Assert.Equal(_folder["set (1)"], await again.PublishAsync(default));
    }

    [Theory(DisplayName = "Of a file that is there with some right content, cut, longer or damaged, only the rest is fetched; it is not touched")]
    [InlineData("cut", "2,3,4")]
    [InlineData("longer", "4")]
    [InlineData("damaged", "1")]
    public async Task Part_of_a_file(string how, string fetched)
    {
        var file = Sample.File("f.bin", (4 * Chunk) + 10);
        var content = file.Files["f.bin"].ToArray();
        if (how == "damaged")
            content[Chunk] ^= 1;
        byte[] there = how switch { "cut" => content[..((2 * Chunk) + 7)], "longer" => [.. content[..(4 * Chunk)], 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], _ => content };
        _folder.Write("f.bin", there);
        await using var store = await OpenAsync(file);
        var missing = store.Chosen().AndNot(store.Held());
        Assert.Equal(fetched, string.Join(',', missing.EnumerateSet()));
        await KeepAsync(store, missing, file);

        Assert.Equal(_folder["f (1).bin"], await store.PublishAsync(default));
        file.AssertPublishedAt(_folder["f (1).bin"]);
        Assert.Equal(there, File.ReadAllBytes(_folder["f.bin"]));
    }

    [Fact(DisplayName = "A download of some files that was stopped goes on; chunks of files that are wanted no more are kept for when they are")]
    public async Task Goes_on()
    {
        await using (var first = await OpenAsync("b/c.bin"))
            await KeepAsync(first, Bits(1, 2));
        await using (var other = await OpenAsync("e.bin"))
        {
            Assert.Equal("1,2", string.Join(',', other.Held().EnumerateSet()));
            await KeepAsync(other, Bits(6, 7));
            await other.PublishAsync(default);
            await _sample.AssertHeldIsRightAsync(other);
        }

        Assert.Equal(["set", "set.part", "set.part.journal"], _folder.Names());
        Assert.Equal("3,4", await FetchAsync("b/c.bin"));
        Assert.Equal(["set"], _folder.Names());
        Assert.Equal(["b/c.bin", "e.bin"], FilesIn("set"));
    }

    [Fact(DisplayName = "A file that is wanted and whose name somebody takes meanwhile is not put in its place; the next opening finds another name")]
    public async Task Taken_meanwhile()
    {
        await FetchAsync("a.txt");
        await using (var store = await OpenAsync("e.bin"))
        {
            await KeepAsync(store, Bits(6, 7));
            _folder.Write("set/e.bin", [9]);
            await Assert.ThrowsAnyAsync<ChunkStoreException>(async () => await store.PublishAsync(default));
        }

        Assert.Equal("", await FetchAsync("e.bin"));
        Assert.Equal([9], File.ReadAllBytes(_folder["set/e.bin"]));
        Assert.Equal(["e.bin"], FilesIn("set (1)"));
    }

    [Fact(DisplayName = "An empty file of the right name says nothing about whose folder that is, unless there is nothing else")]
    public async Task Empty_files()
    {
        await FetchAsync("**/empty");
        _folder.Write("set/mine", [1]);
        await FetchAsync("a.txt");
        Assert.Equal(["a.txt"], FilesIn("set (1)"));
        File.Delete(_folder["set/mine"]);
        Directory.Delete(_folder["set (1)"], recursive: true);

        await FetchAsync();

        Assert.True(_sample.IsAt(_folder["set"]));
    }

    [Fact(DisplayName = "Nothing is written through a link into somebody else's folder")]
    public async Task Links()
    {
        if (OperatingSystem.IsWindows())
            return;
        Write("set", "a.txt");
        Directory.CreateDirectory(_folder["elsewhere"]);
        Directory.CreateSymbolicLink(_folder["set/b"], _folder["elsewhere"]);

        await FetchAsync();

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder["elsewhere"]));
        Assert.True(_sample.IsAt(_folder["set (1)"]));
    }

    private static Bitfield Bits(params int[] set)
    {
        var bits = new Bitfield(8);
        foreach (var i in set)
            bits.Set(i);
        return bits;
    }

    private Task<PartStore> OpenAsync(params string[] only) => PartStore.OpenAsync(
        _sample.Metainfo, _folder.Path, PartStoreSettings.Default, TimeProvider.System, default,
        FileChoice.Of(_sample.Metainfo, [.. only.Select(PathGlob.Parse)]));

    private Task<PartStore> OpenAsync(Sample sample) =>
        PartStore.OpenAsync(sample.Metainfo, _folder.Path, PartStoreSettings.Default, TimeProvider.System, default);

    private async Task KeepAsync(PartStore store, Bitfield chunks, Sample? sample = null)
    {
        foreach (var chunk in chunks.EnumerateSet())
            await store.KeepAsync(store.Grid.At(chunk), (sample ?? _sample).Parts(store.Grid.At(chunk)), default);
    }

    /// <returns>The chunks that had to be fetched.</returns>
    private async Task<string> FetchAsync(params string[] only)
    {
        await using var store = await OpenAsync(only);
        var missing = store.Chosen().AndNot(store.Held());
        await KeepAsync(store, missing);
        await store.PublishAsync(default);
        await _sample.AssertHeldIsRightAsync(store);
        return string.Join(',', missing.EnumerateSet());
    }

    private void Write(string root, params string[] files)
    {
        foreach (var file in files)
            _folder.Write($"{root}/{file}", _sample.Files[file]);
    }

    private string[] FilesIn(string name) =>
        [.. Directory.EnumerateFiles(_folder[name], "*", SearchOption.AllDirectories).Select(p => Path.GetRelativePath(_folder[name], p).Replace('\\', '/')).Order(StringComparer.Ordinal)];
}
