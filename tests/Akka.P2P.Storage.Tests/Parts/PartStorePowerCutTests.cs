namespace Akka.P2P.Storage.Tests.Parts;

using Akka.P2P.Core.Chunks;
using Akka.P2P.Storage.Parts;
using Akka.P2P.Storage.Tests.Simulated;

public sealed class PartStorePowerCutTests
{
    private static readonly PartStoreSettings Small = PartStoreSettings.Default with
    {
        SyncBytes = 3 * Sample.SmallChunk,
        MaxUnsyncedBytes = 6 * Sample.SmallChunk,
        MaxOpenFiles = 2,
    };

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 30)];

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
        for (var seed = 1; seed <= 10; seed++)
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

    [Fact]
    public async Task After_a_sync_that_failed_nothing_more_is_vouched_for_until_the_store_is_opened_again()
    {
        using var folder = new TempFolder();
        var sample = Sample.File("f.bin", 5 * Sample.SmallChunk);
        var disk = new PowerCutDisk(new Random(1));
        var store = await PartStore.OpenAsync(disk, sample.Metainfo, folder.Path, Small, new ManualTime(), default);
        await store.KeepAsync(sample.Grid.At(0), sample.Parts(sample.Grid.At(0)), default);
        disk.NextSyncFails = new IOException("The disk is dying.");

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
        disk.WritesFail = new IOException("No space left on device", OperatingSystem.IsWindows() ? unchecked((int)0x80070070) : 28);
        disk.Free = Sample.SmallChunk;

        var full = await Assert.ThrowsAsync<StorageFullException>(
            async () => await store.KeepAsync(sample.Grid.At(1), sample.Parts(sample.Grid.At(1)), default));

        Assert.Equal(folder["f.bin.part"], full.Path);
        Assert.Equal(3 * Sample.SmallChunk, full.BytesMissing);
        disk.WritesFail = null;
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

    /// <summary>Keeps, flushes and cuts the power by chance; returns what went wrong, or null.</summary>
    private static async Task<string?> RunAsync(int seed, bool diskSyncs)
    {
        using var folder = new TempFolder();
        var random = new Random(seed);
        var sample = seed % 2 == 0
            ? Sample.File("f.bin", (12 * Sample.SmallChunk) + 77, seed)
            : Sample.Folder("d", seed, ("a", (3 * Sample.SmallChunk) + 1), ("b/c", 100_000), ("b/empty", 0), ("z", 1), ("y", 40_000));
        var disk = new PowerCutDisk(random, diskSyncs);
        var time = new ManualTime();
        var flushed = new HashSet<int>();
        for (var life = 0; life < 6; life++)
        {
            PartStore store;
            try
            {
                store = await PartStore.OpenAsync(disk, sample.Metainfo, folder.Path, Small, time, default);
            }
            catch (ForeignPartException) when (!diskSyncs)
            {
                return "the journal was lost";
            }

            var held = store.Held();
            if (flushed.FirstOrDefault(c => !held[c], -1) is var lost and >= 0)
            {
                await store.DisposeAsync();
                return $"chunk {lost} was flushed and is lost";
            }

            foreach (var i in held.EnumerateSet())
            {
                var read = new byte[sample.Grid.LengthOf(sample.Grid.At(i))];
                await store.ReadAsync(sample.Grid.At(i), 0, read, default);
                if (!read.AsSpan().SequenceEqual(sample.Bytes(sample.Grid.At(i))))
                {
                    await store.DisposeAsync();
                    return $"chunk {i} is held and wrong";
                }
            }

            for (var step = random.Next(8); step > 0; step--)
            {
                var chunk = sample.Grid.At(random.Next(sample.Grid.Count));
                await store.KeepAsync(chunk, sample.Parts(chunk, random.Next(1000, 20_000)), default);
                if (random.Next(4) == 0)
                {
                    var before = store.Held();
                    await store.FlushAsync(default);
                    flushed.UnionWith(before.EnumerateSet());
                }

                if (random.Next(4) == 0)
                    time.Fire();
            }

            disk.CutPower();
            await store.DisposeAsync();
            disk.Restore();
        }

        await using var last = await PartStore.OpenAsync(disk, sample.Metainfo, folder.Path, Small, time, default);
        await sample.KeepAllAsync(last);
        if (diskSyncs)
            sample.AssertPublishedAt(await last.PublishAsync(default));
        return null;
    }
}
