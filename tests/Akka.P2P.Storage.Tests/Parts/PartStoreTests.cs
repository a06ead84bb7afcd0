namespace Akka.P2P.Storage.Tests.Parts;

using Akka.P2P.Core.Chunks;
using Akka.P2P.Storage.Files;
using Akka.P2P.Storage.Parts;
using Akka.P2P.Storage.Tests.Simulated;

public sealed class PartStoreTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<int> BoundarySizes =>
        [0, 1, 16383, 16384, 16385, Sample.SmallChunk * 2, (Sample.SmallChunk * 2) - 1, (Sample.SmallChunk * 2) + 1, 300_000];

    public void Dispose() => _folder.Dispose();

    [Theory(DisplayName = "S2.99 S2.101 S1.44 Chunks in any order become the file again, byte for byte")]
    [MemberData(nameof(BoundarySizes))]
    public async Task Chunks_in_any_order_become_the_file(int length)
    {
        var sample = Sample.File("data.bin", length);
        await using var store = await OpenAsync(sample);
        var order = sample.Grid.All.ToArray();
        new Random(7).Shuffle(order);
        foreach (var chunk in order)
        {
            Assert.False(File.Exists(_folder["data.bin"]));
            await store.KeepAsync(chunk, sample.Parts(chunk), default);
        }

        Assert.True(store.IsComplete);
        var path = await store.PublishAsync(default);

        Assert.Equal(_folder["data.bin"], path);
        Assert.Equal(["data.bin"], _folder.Names());
        sample.AssertPublishedAt(path);
        await sample.AssertHeldIsRightAsync(store);
        Assert.Equal(path, await store.PublishAsync(default));
    }

    [Fact]
    public async Task A_folder_appears_as_a_whole_with_its_empty_files()
    {
        var sample = Sample.Folder("tree", 3, ("a.txt", 1), ("b/c.bin", 100_000), ("b/empty", 0), ("ünï/日本.dat", 20_000));
        await using var store = await OpenAsync(sample, PartStoreSettings.Default with { MaxOpenFiles = 1 });
        await sample.KeepAllAsync(store);

        Assert.False(Directory.Exists(_folder["tree"]));
        sample.AssertPublishedAt(await store.PublishAsync(default));
        Assert.Equal(["tree"], _folder.Names());
        await sample.AssertHeldIsRightAsync(store);
    }

    [Fact(DisplayName = "S1.43 A file of that name is never overwritten: the new one gets the next free name")]
    public async Task A_name_that_is_taken_is_not_overwritten()
    {
        _folder.Write("data.tar.gz", [1]);
        _folder.Write("data.tar (1).gz", [2]);
        var sample = Sample.File("data.tar.gz", 40_000);
        await using var store = await OpenAsync(sample);
        await sample.KeepAllAsync(store);

        var path = await store.PublishAsync(default);

        Assert.Equal(_folder["data.tar (2).gz"], path);
        sample.AssertPublishedAt(path);
        Assert.Equal([1], File.ReadAllBytes(_folder["data.tar.gz"]));
        Assert.Equal([2], File.ReadAllBytes(_folder["data.tar (1).gz"]));
    }

    [Fact(DisplayName = "What lies there already, whole, is not fetched again to get a second name; one byte less, and it is somebody else's")]
    public async Task What_is_here_already_is_taken_as_it_is()
    {
        var sample = Sample.Folder("done", 3, ("a", 40_000), ("b/c", 20_000), ("empty", 0));
        await using (var first = await OpenAsync(sample))
        {
            await sample.KeepAllAsync(first);
            await first.PublishAsync(default);
        }

        await using (var again = await OpenAsync(sample))
        {
            Assert.True(again.IsComplete);
            Assert.Equal(_folder["done"], await again.PublishAsync(default));
        }

        Assert.Equal([_folder["done"]], Directory.EnumerateFileSystemEntries(_folder.Path));

        using (var file = File.OpenWrite(_folder["done/b/c"]))
            file.WriteByte((byte)(File.ReadAllBytes(_folder["done/a"])[0] ^ 0x55));
        File.Delete(_folder["done/a"]);
        await using var other = await OpenAsync(sample);
        Assert.False(other.IsComplete);
    }

    [Fact]
    public async Task A_folder_that_is_taken_is_not_touched()
    {
        _folder.Write("d.v1/mine", [1]);
        var sample = Sample.Folder("d.v1", 3, ("a", 1), ("b", 2));
        await using var store = await OpenAsync(sample);
        await sample.KeepAllAsync(store);

        Assert.Equal(_folder["d.v1 (1)"], await store.PublishAsync(default));
        Assert.Equal([1], File.ReadAllBytes(_folder["d.v1/mine"]));
        Assert.False(File.Exists(_folder["d.v1/a"]));
    }

    [Fact]
    public async Task Only_what_is_held_can_be_read_and_only_a_whole_torrent_published()
    {
        var sample = Sample.File("data.bin", 40_000);
        await using var store = await OpenAsync(sample);
        await store.KeepAsync(sample.Grid.At(1), sample.Parts(sample.Grid.At(1)), default);

        var missing = await Assert.ThrowsAsync<ChunkNotHeldException>(
            async () => await store.ReadAsync(sample.Grid.At(0), 0, new byte[1], default));
        Assert.Equal(0, missing.Chunk.Value);
        await Assert.ThrowsAsync<ChunkNotHeldException>(async () => await store.PublishAsync(default));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            async () => await store.ReadAsync(sample.Grid.At(1), 1, new byte[Sample.SmallChunk], default));
        await Assert.ThrowsAsync<ArgumentException>(
            async () => await store.KeepAsync(sample.Grid.At(0), [new byte[5]], default));
        Assert.Equal([1], store.Held().EnumerateSet());
    }

    [Fact]
    public async Task A_second_download_of_the_same_target_is_refused()
    {
        var sample = Sample.File("data.bin", 40_000);
        await using var store = await OpenAsync(sample);

        var refused = await Assert.ThrowsAsync<StoreInUseException>(() => OpenAsync(sample));

        Assert.Contains("in use", refused.Message, StringComparison.Ordinal);
        await sample.KeepAllAsync(store);
        sample.AssertPublishedAt(await store.PublishAsync(default));
    }

    [Fact]
    public async Task A_part_of_another_torrent_or_of_another_program_is_left_alone()
    {
        var one = Sample.File("data.bin", 40_000, seed: 1);
        var other = Sample.File("data.bin", 40_000, seed: 2);
        await using (var store = await OpenAsync(one))
            await one.KeepAllAsync(store);
        var before = File.ReadAllBytes(_folder["data.bin.part"]);
        var journal = File.ReadAllBytes(_folder["data.bin.part.journal"]);

        await Assert.ThrowsAsync<ForeignPartException>(() => OpenAsync(other));
        Assert.Equal(before, File.ReadAllBytes(_folder["data.bin.part"]));
        Assert.Equal(journal, File.ReadAllBytes(_folder["data.bin.part.journal"]));

        File.Delete(_folder["data.bin.part.journal"]);
        await Assert.ThrowsAsync<ForeignPartException>(() => OpenAsync(one));
        Assert.Equal(["data.bin.part"], _folder.Names());
    }

    [Fact]
    public async Task What_a_killed_process_left_is_found_again_journalled_or_not()
    {
        var sample = Sample.File("data.bin", 200_000);
        var disk = new PowerCutDisk(new Random(1));
        var store = await PartStore.OpenAsync(
            disk, sample.Metainfo, _folder.Path, PartStoreSettings.Default, TimeProvider.System, default);
        for (var i = 0; i < 3; i++)
            await store.KeepAsync(sample.Grid.At(i), sample.Parts(sample.Grid.At(i)), default);
        await store.FlushAsync(default);
        for (var i = 3; i < 6; i++)
            await store.KeepAsync(sample.Grid.At(i), sample.Parts(sample.Grid.At(i)), default);
        // A process that is killed writes nothing more, and the system keeps what was written: six chunks, three vouched for.
        disk.CutPower();
        await store.DisposeAsync();
        // A chunk that the journal does not vouch for is hashed, so damage to it is noticed.
        var part = File.ReadAllBytes(_folder["data.bin.part"]);
        part[5 * Sample.SmallChunk] ^= 1;
        File.WriteAllBytes(_folder["data.bin.part"], part);

        await using var again = await OpenAsync(sample);

        Assert.Equal([0, 1, 2, 3, 4], again.Held().EnumerateSet());
        await sample.AssertHeldIsRightAsync(again);
        await sample.KeepAllAsync(again);
        sample.AssertPublishedAt(await again.PublishAsync(default));
    }

    [Fact]
    public async Task Closing_loses_nothing()
    {
        var sample = Sample.File("data.bin", 200_000);
        await using (var store = await OpenAsync(sample))
            await store.KeepAsync(sample.Grid.At(4), sample.Parts(sample.Grid.At(4)), default);

        await using var again = await OpenAsync(sample);

        Assert.Equal([4], again.Held().EnumerateSet());
        Assert.Equal(0, again.UnsyncedBytes);
    }

    [Fact(DisplayName = "A download goes on where it was when its target folder was moved meanwhile")]
    public async Task A_moved_target_goes_on()
    {
        var sample = Sample.Folder("d", 5, ("a", 100_000), ("b/c", 50_000), ("b/e", 0));
        await using (var store = await OpenAsync(sample))
            await store.KeepAsync(sample.Grid.At(7), sample.Parts(sample.Grid.At(7)), default);
        Directory.CreateDirectory(_folder["else/where"]);
        foreach (var name in (string[])["d.part", "d.part.journal"])
            Directory.Move(_folder[name], _folder["else/where/" + name]);

        await using var again = await PartStore.OpenAsync(
            sample.Metainfo, _folder["else/where"], PartStoreSettings.Default, TimeProvider.System, default);

        Assert.Equal([7], again.Held().EnumerateSet());
        await sample.KeepAllAsync(again);
        Assert.Equal(_folder["else/where/d"], await again.PublishAsync(default));
        Assert.True(sample.IsAt(_folder["else/where/d"]));
    }

    [Fact(DisplayName = "Several chunks are kept in one go; when the disk refuses one, those before it are kept")]
    public async Task Several_chunks_are_kept_in_one_go()
    {
        var sample = Sample.Folder("d", 5, [.. Enumerable.Range(0, 10).Select(i => ($"{i}", 1000 + i))]);
        var refusing = true;
        var disk = new PowerCutDisk(new Random(1))
        {
            Fault = (what, path) => refusing && what == "write" && path.EndsWith('7') ? new IOException("broken", 5) : null,
        };
        await using var store = await PartStore.OpenAsync(
            disk, sample.Metainfo, _folder.Path, PartStoreSettings.Default, TimeProvider.System, default);
        var all = sample.Grid.All.Select(c => new VerifiedChunk(c, sample.Parts(c, 300))).ToList();

        await Assert.ThrowsAsync<ChunkStoreException>(async () => await store.KeepAsync(all, default));

        Assert.Equal(Enumerable.Range(0, 7), store.Held().EnumerateSet());
        refusing = false;
        await store.KeepAsync(all, default);
        sample.AssertPublishedAt(await store.PublishAsync(default));
    }

    [Fact]
    public async Task A_part_that_somebody_cut_loses_what_was_cut_and_no_more()
    {
        var sample = Sample.File("data.bin", 200_000);
        await using (var store = await OpenAsync(sample))
            await sample.KeepAllAsync(store);
        using (var part = File.OpenWrite(_folder["data.bin.part"]))
            part.SetLength(Sample.SmallChunk * 3);

        await using var again = await OpenAsync(sample);

        Assert.Equal([0, 1, 2], again.Held().EnumerateSet());
        await sample.KeepAllAsync(again);
        sample.AssertPublishedAt(await again.PublishAsync(default));
    }

    [Fact]
    public async Task A_crash_between_the_rename_and_the_end_of_the_journal_is_understood()
    {
        var sample = Sample.File("data.bin", 50_000);
        await using (var store = await OpenAsync(sample))
            await sample.KeepAllAsync(store);
        using (var journal = await PartJournal.OpenAsync(
            RealDisk.Instance, _folder["data.bin.part.journal"], sample.Metainfo.Info, default))
            await journal.AppendPublishingAsync("data.bin", default);
        File.Move(_folder["data.bin.part"], _folder["data.bin"]);

        await using var again = await OpenAsync(sample);

        Assert.True(again.IsComplete);
        Assert.Equal(_folder["data.bin"], await again.PublishAsync(default));
        await sample.AssertHeldIsRightAsync(again);
        Assert.Equal(["data.bin"], _folder.Names());
    }

    [Fact]
    public async Task A_journal_without_its_part_vouches_for_nothing()
    {
        var sample = Sample.File("data.bin", 50_000);
        await using (var store = await OpenAsync(sample))
            await sample.KeepAllAsync(store);
        File.Delete(_folder["data.bin.part"]);

        await using var again = await OpenAsync(sample);

        Assert.True(again.Held().IsEmpty);
    }

    [Fact]
    public async Task Many_keep_and_read_at_once_and_wait_when_the_disk_is_behind()
    {
        var sample = Sample.File("data.bin", 64 * Sample.SmallChunk);
        var settings = PartStoreSettings.Default with { SyncBytes = 2 * Sample.SmallChunk, MaxUnsyncedBytes = 3 * Sample.SmallChunk };
        await using var store = await OpenAsync(sample, settings);

        await Parallel.ForEachAsync(sample.Grid.All, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (chunk, ct) =>
        {
            await store.KeepAsync(chunk, sample.Parts(chunk), ct);
            // Eight at once may each be past the check when the limit is reached.
            Assert.True(store.UnsyncedBytes <= settings.MaxUnsyncedBytes + (8 * Sample.SmallChunk));
            var read = new byte[100];
            await store.ReadAsync(chunk, 50, read, ct);
            Assert.Equal(sample.Bytes(chunk)[50..150], read);
        });

        sample.AssertPublishedAt(await store.PublishAsync(default));
    }

    [Fact]
    public async Task Readers_go_on_while_the_name_changes()
    {
        var sample = Sample.Folder("d", 5, ("a", 100_000), ("b", 50_000));
        await using var store = await OpenAsync(sample);
        await sample.KeepAllAsync(store);
        using var stop = new CancellationTokenSource();
        var started = new TaskCompletionSource();
        var reading = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await sample.AssertHeldIsRightAsync(store);
                started.TrySetResult();
            }
        });
        await started.Task;

        await store.PublishAsync(default);
        await stop.CancelAsync();

        await reading;
    }

    [Fact]
    public async Task Discarding_leaves_nothing_behind()
    {
        var sample = Sample.Folder("d", 5, ("a", 100_000), ("b/c", 50_000));
        var store = await OpenAsync(sample);
        await store.KeepAsync(sample.Grid.At(3), sample.Parts(sample.Grid.At(3)), default);

        await store.DiscardAsync();

        Assert.Empty(_folder.Names());
    }

    [Fact]
    public async Task A_name_that_fills_all_its_bytes_can_be_downloaded()
    {
        var sample = Sample.File(new string('é', 127), 100);
        await using var store = await OpenAsync(sample);
        await sample.KeepAllAsync(store);

        sample.AssertPublishedAt(await store.PublishAsync(default));
    }

    private Task<PartStore> OpenAsync(Sample sample, PartStoreSettings? settings = null) =>
        PartStore.OpenAsync(sample.Metainfo, _folder.Path, settings ?? PartStoreSettings.Default, TimeProvider.System, default);
}
