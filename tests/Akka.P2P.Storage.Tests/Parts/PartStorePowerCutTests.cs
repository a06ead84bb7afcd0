namespace Akka.P2P.Storage.Tests.Parts;

using Akka.P2P.Core.Chunks;
using Akka.P2P.Storage.Parts;
using Akka.P2P.Storage.Tests.Simulated;
using Akka.P2P.Testing;
using Xunit.Abstractions;
using TempFolder = Akka.P2P.Storage.Tests.TempFolder;

public sealed class PartStorePowerCutTests(ITestOutputHelper output)
{
    private static readonly PartStoreSettings Small = PartStoreSettings.Default with
    {
        SyncBytes = 3 * Sample.SmallChunk,
        MaxUnsyncedBytes = 6 * Sample.SmallChunk,
        MaxOpenFiles = 2,
        MaxSingleSyncs = 4,
    };

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Fact(DisplayName = "Power cuts at random moments, with a seed of its own for every run")]
    public async Task Random_seeds()
    {
        var seed = TestSeed.Print(output);
        var random = seed.Random();
        for (var run = 0; run < 40; run++)
        {
            var one = random.Next();
            Assert.True(await RunAsync(one, diskSyncs: true) is null, $"seed {seed}, run {run}: {one}");
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Whatever_a_power_cut_takes_what_is_held_afterwards_is_right_and_what_was_flushed_is_there(int seed)
    {
        Assert.Null(await RunAsync(seed, diskSyncs: true));
    }

    [Fact]
    public async Task A_disk_that_lies_about_syncing_is_found_out_so_the_check_can_fail()
    {
        var faults = new List<string?>();
        for (var seed = 1; seed <= 20; seed++)
            faults.Add(await RunAsync(seed, diskSyncs: false));

        Assert.Contains(faults, f => f is not null);
    }

    [Fact]
    public async Task The_journal_is_written_after_the_data_was_synced_and_is_synced_itself()
    {
        using var folder = new TempFolder();
        var sample = Sample.File("f.bin", 5 * Sample.SmallChunk);
        var disk = new PowerCutDisk(new Random(1));
        await using var store = await PartStore.OpenAsync(disk, sample.Metainfo, folder.Path, Small, new ManualTime(), default);
        disk.Log.Clear();

        await store.KeepAsync(sample.Grid.At(0), sample.Parts(sample.Grid.At(0)), default);
        await store.FlushAsync(default);

        Assert.Equal(["write f.bin.part", "sync f.bin.part", "write f.bin.part.journal", "sync f.bin.part.journal"], disk.Log);
    }

    [Theory(DisplayName = "Many small files are synced at once, and before the journal vouches for them; where that is impossible each is synced")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Many_small_files_are_synced_at_once(bool hasVolume)
    {
        using var folder = new TempFolder();
        var sample = Sample.Folder("d", 1, [.. Enumerable.Range(0, 40).Select(i => ($"{i % 4}/{i}", 10 + i))]);
        var disk = new PowerCutDisk(new Random(1), hasVolume: hasVolume);
        await using var store = await PartStore.OpenAsync(
            disk, sample.Metainfo, folder.Path, PartStoreSettings.Default, new ManualTime(), default);
        disk.Log.Clear();

        await sample.KeepAllAsync(store);
        await store.FlushAsync(default);

        string[] last = ["write d.part.journal", "sync d.part.journal"];
        var syncs = disk.Log.Where(l => l.StartsWith("sync", StringComparison.Ordinal)).ToList();
        Assert.Equal(last, disk.Log[^2..]);
        Assert.Equal(hasVolume ? 2 : 41, syncs.Count);
        Assert.Equal(hasVolume, syncs[0] == "sync all");
        sample.AssertPublishedAt(await store.PublishAsync(default));
    }

    [Fact(DisplayName = "The real file system of this folder syncs as a whole, or says that it can't")]
    public void The_real_volume_syncs()
    {
        using var folder = new TempFolder();
        using var volume = Storage.Files.RealDisk.Instance.OpenVolume(folder.Path);
        output.WriteLine(volume is null ? "files are synced one by one here" : "this file system is synced as a whole");
        folder.Write("f", [1]);
        volume?.Sync();
    }

    [Fact(DisplayName = "The space that is asked for is what is missing, less what the sparse part has of the disk already")]
    public async Task What_is_allocated_is_not_asked_for_again()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var folder = new TempFolder();
        var sample = Sample.File("f.bin", 64 * Sample.SmallChunk);
        var disk = new PowerCutDisk(new Random(1));
        await using (var store = await PartStore.OpenAsync(disk, sample.Metainfo, folder.Path, Small, new ManualTime(), default))
        {
            for (var i = 0; i < 48; i++)
                await store.KeepAsync(sample.Grid.At(i), sample.Parts(sample.Grid.At(i)), default);
        }

        // Sixteen chunks are holes. Eight are held no more, and their bytes keep their place.
        using (var part = File.OpenWrite(folder["f.bin.part"]))
        {
            part.Position = 48 * Sample.SmallChunk;
            part.Write(new byte[8 * Sample.SmallChunk]);
            part.Flush(flushToDisk: true);
        }

        disk.Free = (8 * Sample.SmallChunk) - 8192;
        var full = await Assert.ThrowsAsync<StorageFullException>(
            () => PartStore.OpenAsync(disk, sample.Metainfo, folder.Path, Small, new ManualTime(), default));
        Assert.InRange(full.BytesMissing, 1, 8192);

        disk.Free = 8 * Sample.SmallChunk;
        await using var again = await PartStore.OpenAsync(disk, sample.Metainfo, folder.Path, Small, new ManualTime(), default);
        Assert.Equal(48, again.Held().Count);
        await sample.KeepAllAsync(again);
        sample.AssertPublishedAt(await again.PublishAsync(default));
    }

    [Fact]
    public async Task After_a_sync_that_failed_nothing_more_is_vouched_for_until_the_store_is_opened_again()
    {
        using var folder = new TempFolder();
        var sample = Sample.File("f.bin", 5 * Sample.SmallChunk);
        var disk = new PowerCutDisk(new Random(1));
        var store = await PartStore.OpenAsync(disk, sample.Metainfo, folder.Path, Small, new ManualTime(), default);
        await store.KeepAsync(sample.Grid.At(0), sample.Parts(sample.Grid.At(0)), default);
        var failed = false;
        disk.Fault = (what, _) => what == "sync" && !failed && (failed = true) ? new IOException("The disk is dying.") : null;

        await Assert.ThrowsAsync<ChunkStoreException>(async () => await store.FlushAsync(default));
        await Assert.ThrowsAsync<ChunkStoreException>(
            async () => await store.KeepAsync(sample.Grid.At(1), sample.Parts(sample.Grid.At(1)), default));
        await Assert.ThrowsAsync<ChunkStoreException>(async () => await store.FlushAsync(default));
        await store.DisposeAsync();

        Assert.DoesNotContain("write f.bin.part.journal", disk.Log.SkipWhile(l => l != "sync f.bin.part.journal"));
        await using var again = await PartStore.OpenAsync(disk, sample.Metainfo, folder.Path, Small, new ManualTime(), default);
        await sample.KeepAllAsync(again);
        sample.AssertPublishedAt(await again.PublishAsync(default));
    }

    [Fact]
    public async Task A_full_disk_says_how_much_is_missing_and_the_download_goes_on_when_there_is_room()
    {
        using var folder = new TempFolder();
        var sample = Sample.File("f.bin", 5 * Sample.SmallChunk);
        var disk = new PowerCutDisk(new Random(1));
        await using var store = await PartStore.OpenAsync(disk, sample.Metainfo, folder.Path, Small, new ManualTime(), default);
        await store.KeepAsync(sample.Grid.At(0), sample.Parts(sample.Grid.At(0)), default);
        var isFull = true;
        disk.Fault = (what, _) => what == "write" && isFull
            ? new IOException("No space left on device", OperatingSystem.IsWindows() ? unchecked((int)0x80070070) : 28)
            : null;
        disk.Free = Sample.SmallChunk;

        var full = await Assert.ThrowsAsync<StorageFullException>(
            async () => await store.KeepAsync(sample.Grid.At(1), sample.Parts(sample.Grid.At(1)), default));

        Assert.Equal(folder["f.bin.part"], full.Path);
        Assert.Equal(3 * Sample.SmallChunk, full.BytesMissing);
        isFull = false;
        await sample.KeepAllAsync(store);
        sample.AssertPublishedAt(await store.PublishAsync(default));
    }

    [Fact]
    public async Task Without_room_for_the_whole_nothing_is_begun()
    {
        using var folder = new TempFolder();
        var sample = Sample.File("f.bin", 5 * Sample.SmallChunk);
        var disk = new PowerCutDisk(new Random(1)) { Free = 4 * Sample.SmallChunk };

        var full = await Assert.ThrowsAsync<StorageFullException>(
            () => PartStore.OpenAsync(disk, sample.Metainfo, folder["new/sub"], Small, new ManualTime(), default));

        Assert.Equal(Sample.SmallChunk, full.BytesMissing);
        Assert.Empty(folder.Names());
    }

    /// <summary>Keeps, flushes, publishes and cuts the power by chance; returns what went wrong, or null.</summary>
    private static async Task<string?> RunAsync(int seed, bool diskSyncs)
    {
        using var folder = new TempFolder();
        var random = new Random(seed);
        var sample = (seed % 3) switch
        {
            0 => Sample.File("f.bin", (12 * Sample.SmallChunk) + 77, seed),
            1 => Sample.Folder("d", seed, ("a", (3 * Sample.SmallChunk) + 1), ("b/c", 100_000), ("b/empty", 0), ("z", 1), ("y", 40_000)),
            _ => Sample.Folder("d", seed, [.. Enumerable.Range(0, 24).Select(i => ($"{i % 3}/{i % 5}/{i}", i * 997))]),
        };
        var disk = new PowerCutDisk(random, diskSyncs, hasVolume: seed % 4 != 0);
        var flushed = new HashSet<int>();
        for (var life = 0; life < 8; life++)
        {
            disk.CutAfter = random.Next(150);
            var (problem, path) = await LiveAsync(disk, sample, folder.Path, random, flushed);
            disk.CutPower();
            disk.Restore();
            if (problem is not null)
                return problem;
            var final = folder[sample.Metainfo.Name];
            if (path is not null && !sample.IsAt(path))
                return "it was published and is not there";
            if ((File.Exists(final) || Directory.Exists(final)) && !sample.IsAt(final))
                return "what has the final name is not the whole";
            if (path is not null)
                return null;
        }

        await using var last = await PartStore.OpenAsync(disk, sample.Metainfo, folder.Path, Small, new ManualTime(), default);
        await sample.KeepAllAsync(last);
        return sample.IsAt(await last.PublishAsync(default)) ? null : "it is not right after all";
    }

    /// <summary>One process until the power is cut: what went wrong, and what it published.</summary>
    private static async Task<(string? Problem, string? Path)> LiveAsync(
        PowerCutDisk disk, Sample sample, string folder, Random random, HashSet<int> flushed)
    {
        PartStore? store = null;
        try
        {
            var time = new ManualTime();
            store = await PartStore.OpenAsync(disk, sample.Metainfo, folder, Small, time, default);
            var held = store.Held();
            if (flushed.FirstOrDefault(c => !held[c], -1) is var lost and >= 0)
                return ($"chunk {lost} was flushed and is lost", null);
            foreach (var i in held.EnumerateSet())
            {
                var read = new byte[sample.Grid.LengthOf(sample.Grid.At(i))];
                await store.ReadAsync(sample.Grid.At(i), 0, read, default);
                if (!read.AsSpan().SequenceEqual(sample.Bytes(sample.Grid.At(i))))
                    return ($"chunk {i} is held and wrong", null);
            }

            for (var step = random.Next(12); step > 0; step--)
            {
                var some = Enumerable.Range(0, random.Next(1, 5)).Select(_ => sample.Grid.At(random.Next(sample.Grid.Count)));
                await store.KeepAsync([.. some.Select(c => new VerifiedChunk(c, sample.Parts(c, random.Next(1000, 20_000))))], default);
                if (random.Next(4) == 0)
                {
                    var before = store.Held();
                    await store.FlushAsync(default);
                    flushed.UnionWith(before.EnumerateSet());
                }

                if (random.Next(4) == 0)
                    time.Fire();
            }

            return (null, store.IsComplete ? await store.PublishAsync(default) : null);
        }
        catch (ForeignPartException e)
        {
            return ("its own download is taken for another's: " + e.Message, null);
        }
        catch (ChunkStoreException)
        {
            // The power is cut.
            return (null, null);
        }
        finally
        {
            if (store is not null)
                await store.DisposeAsync();
        }
    }
}
