namespace Akka.P2P.Storage.Tests.Parts;

using System.Collections.Immutable;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Storage.Parts;
using Akka.P2P.Storage.Tests.Simulated;
using TempFolder = Akka.P2P.Storage.Tests.TempFolder;

/// <summary>Files that get their names one by one, and a power that is cut at any moment.</summary>
public sealed class ChoicePowerCutTests
{
    private static readonly PartStoreSettings Small = PartStoreSettings.Default with
    {
        SyncBytes = 3 * Sample.SmallChunk,
        MaxUnsyncedBytes = 6 * Sample.SmallChunk,
        MaxOpenFiles = 2,
        MaxSingleSyncs = 4,
    };

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory(DisplayName = "No file is ever seen that is not whole, none that was published goes, what was flushed is held, and in the end all of it is there once")]
    [MemberData(nameof(Seeds))]
    public async Task Random_choices(int seed) => Assert.Null(await RunAsync(seed, diskSyncs: true));

    [Fact(DisplayName = "A disk that lies about syncing is found out, so the check can fail")]
    public async Task Lying_disk()
    {
        var faults = new List<string?>();
        for (var seed = 1; seed <= 20; seed++)
        {
            try
            {
                faults.Add(await RunAsync(seed, diskSyncs: false));
            }
            catch (IOException e)
            {
                // What was moved into a folder went with it.
                faults.Add(e.Message);
            }
        }

        Assert.Contains(faults, f => f is not null);
    }

    private static async Task<string?> RunAsync(int seed, bool diskSyncs)
    {
        using var folder = new TempFolder();
        var random = new Random(seed);
        var sample = Sample.Folder(
            "d", seed, ("0", (3 * Sample.SmallChunk) + 1), ("1/0", 100), ("1/1", 0), ("2/2/0", 40_000), ("3", Sample.SmallChunk), ("4/4", 2 * Sample.SmallChunk));
        var disk = new PowerCutDisk(random, diskSyncs, hasVolume: seed % 3 != 0);
        var flushed = new HashSet<int>();
        var published = new HashSet<string>();
        for (var life = 0; life < 10; life++)
        {
            disk.CutAfter = random.Next(120);
            var problem = await LiveAsync(disk, sample, folder.Path, random, flushed, published);
            disk.CutPower();
            disk.Restore();
            problem ??= Seen(sample, folder.Path, published);
            if (problem is not null)
                return $"life {life}: {problem}";
        }

        await using var last = await PartStore.OpenAsync(disk, sample.Metainfo, folder.Path, Small, new ManualTime(), default);
        await sample.KeepAllAsync(last);
        return sample.IsAt(await last.PublishAsync(default)) ? Seen(sample, folder.Path, published) : "it is not right after all";
    }

    private static async Task<string?> LiveAsync(
        PowerCutDisk disk, Sample sample, string folder, Random random, HashSet<int> flushed, HashSet<string> published)
    {
        PartStore? store = null;
        try
        {
            var only = sample.Files.Keys.Where(_ => random.Next(3) == 0).DefaultIfEmpty("0").Select(PathGlob.Parse).ToImmutableArray();
            store = await PartStore.OpenAsync(
                disk, sample.Metainfo, folder, Small, new ManualTime(), default, random.Next(5) == 0 ? null : FileChoice.Of(sample.Metainfo, only));
            var held = store.Held();
            if (flushed.FirstOrDefault(c => !held[c], -1) is var lost and >= 0)
                return $"chunk {lost} was flushed and is lost";
            await sample.AssertHeldIsRightAsync(store);
            foreach (var chunk in store.Chosen().AndNot(held).EnumerateSet())
            {
                if (random.Next(8) > 0)
                    await store.KeepAsync(sample.Grid.At(chunk), sample.Parts(sample.Grid.At(chunk)), default);
            }

            if (random.Next(3) == 0)
            {
                var before = store.Held();
                await store.FlushAsync(default);
                flushed.UnionWith(before.EnumerateSet());
            }

            if (store.Held().LacksAnyOf(store.Chosen()))
                return null;
            var path = await store.PublishAsync(default);
            published.UnionWith(sample.Files.Keys.Where(f => File.Exists(Path.Combine(path, f))));
            return null;
        }
        catch (ForeignPartException e)
        {
            return "its own download is taken for another's: " + e.Message;
        }
        catch (ChunkStoreException)
        {
            // The power is cut.
            return null;
        }
        finally
        {
            if (store is not null)
                await store.DisposeAsync();
        }
    }

    /// <summary>What whoever looks into the folder finds.</summary>
    private static string? Seen(Sample sample, string folder, HashSet<string> published)
    {
        var there = new HashSet<string>();
        foreach (var root in Directory.EnumerateDirectories(folder).Where(d => !d.EndsWith(".part", StringComparison.Ordinal)))
        {
            foreach (var path in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
            {
                var name = Path.GetRelativePath(root, path).Replace('\\', '/');
                if (!File.ReadAllBytes(path).AsSpan().SequenceEqual(sample.Files[name]))
                    return $"{path} is seen and not whole";
                if (!there.Add(name))
                    return $"{name} is there twice";
            }
        }

        return published.Except(there).FirstOrDefault() is { } lost ? $"{lost} was published and is gone" : null;
    }
}
