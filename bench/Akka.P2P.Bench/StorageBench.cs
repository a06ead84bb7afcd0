namespace Akka.P2P.Bench;

using System.Diagnostics;
using System.Globalization;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Storage;
using Akka.P2P.Storage.Hashing;
using Akka.P2P.Storage.Parts;

/// <summary>
/// Many small files through the storage alone: hashed, kept and published as a download would, read back as a seeder would, and
/// compared; beside <c>tar -x</c> of the same tree and its sync.
/// </summary>
internal static class StorageBench
{
    private const int FilesInFolder = 1000;

    public static async Task<int> RunAsync(string[] args)
    {
        var count = 100_000;
        var size = 1024;
        var parent = Path.GetTempPath();
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            switch (args[i])
            {
                case "--files": count = int.Parse(args[i + 1], CultureInfo.InvariantCulture); break;
                case "--size": size = int.Parse(args[i + 1], CultureInfo.InvariantCulture); break;
                case "--dir": parent = args[i + 1]; break;
                default: throw new ArgumentException($"Unknown option {args[i]}.");
            }
        }

        var root = Path.Combine(parent, $"p2p-storage-{Environment.ProcessId}");
        try
        {
            await MeasureAsync(root, count, size);
            return 0;
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static async Task MeasureAsync(string root, int count, int size)
    {
        var source = Path.Combine(root, "tree");
        Make(source, count, size);
        Shell($"tar -cf '{root}/tree.tar' -C '{root}' tree && sync -f '{root}'");
        Report("tar -x and sync", Time(() => Shell($"mkdir '{root}/tar' && tar -xf '{root}/tree.tar' -C '{root}/tar' && sync -f '{root}'")));

        var cores = Environment.ProcessorCount;
        HashedTorrent? hashed = null;
        Report("hash", await TimeAsync(async () => hashed = await new TorrentHasher(cores).HashAsync(source, null, default)));
        var metainfo = hashed!.Metainfo;
        byte[]? file = null;
        Report("write metainfo", Time(() => file = MetainfoWriter.Write(metainfo)));
        Report("read metainfo", Time(() => _ = MetainfoReader.Read(file)));
        Console.WriteLine($"  ({metainfo.Files.Length} files, {metainfo.TotalLength} bytes, a .torrent of {file!.Length} bytes)");

        var content = new byte[metainfo.Grid.Count][];
        await using (var from = SourceStore.Open(hashed))
            Report("read as a seeder", await TimeAsync(() => ReadAllAsync(from, content)));

        string? path = null;
        await using (var store = await PartStore.OpenAsync(
            metainfo, Path.Combine(root, "got"), PartStoreSettings.Default, TimeProvider.System, default))
        {
            var kept = await TimeAsync(() => KeepAllAsync(store, content));
            Report("keep", kept);
            var published = await TimeAsync(async () => path = await store.PublishAsync(default));
            Report("sync and publish", published);
            Report("both", (kept.Wall + published.Wall, kept.Processor + published.Processor));
        }

        CheckResult? result = null;
        Report("check", await TimeAsync(async () => result = await new TorrentCheck(cores).CheckAsync(metainfo, path!, null, default)));
        if (!result!.IsGood)
            throw new InvalidOperationException(string.Join("; ", result.Problems.Take(3)));
    }

    private static void Make(string source, int count, int size)
    {
        var content = new byte[size];
        var random = new Random(1);
        for (var i = 0; i < count; i++)
        {
            var folder = Path.Combine(source, (i / FilesInFolder).ToString("d3", CultureInfo.InvariantCulture));
            if (i % FilesInFolder == 0)
                Directory.CreateDirectory(folder);
            random.NextBytes(content);
            File.WriteAllBytes(Path.Combine(folder, $"file-{i}"), content);
        }
    }

    // As many at once as a peer's threads for the disk.
    private static Task ReadAllAsync(SourceStore from, byte[][] content) => Parallel.ForEachAsync(
        from.Grid.All, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, async (chunk, ct) =>
        {
            content[chunk.Value] = new byte[from.Grid.LengthOf(chunk)];
            await from.ReadAsync(chunk, 0, content[chunk.Value], ct);
        });

    private static Task KeepAllAsync(PartStore store, byte[][] content) => Parallel.ForEachAsync(
        store.Grid.All.Chunk(64), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, async (chunks, ct) =>
            await ((IChunkStore)store).KeepAsync([.. chunks.Select(c => new VerifiedChunk(c, [content[c.Value]]))], ct));

    private static (double Wall, double Processor) Time(Action action)
    {
        var before = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        action();
        return (Stopwatch.GetElapsedTime(before.Item1).TotalSeconds, (Environment.CpuUsage.TotalTime - before.TotalTime).TotalSeconds);
    }

    private static async Task<(double Wall, double Processor)> TimeAsync(Func<Task> action)
    {
        var before = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        await action();
        return (Stopwatch.GetElapsedTime(before.Item1).TotalSeconds, (Environment.CpuUsage.TotalTime - before.TotalTime).TotalSeconds);
    }

    private static void Report(string what, (double Wall, double Processor) took) => Console.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{what,-20} {took.Wall,7:F2} s, of this process {took.Processor,6:F2} s of processor"));

    private static void Shell(string command)
    {
        using var shell = Process.Start("/bin/sh", ["-c", command]);
        shell.WaitForExit();
        if (shell.ExitCode != 0)
            throw new InvalidOperationException($"{command} ended with {shell.ExitCode}.");
    }
}
