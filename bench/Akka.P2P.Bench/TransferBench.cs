namespace Akka.P2P.Bench;

using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

/// <summary>
/// One file from one process to another, three ways, in turn: <c>cp</c>, a plain socket copy with SHA-256, and <c>akka-p2p</c>
/// share and get. Quote the ratios: the machine's own speed drifts.
/// </summary>
/// <remarks>
/// Each way writes into memory that the one before it gave back: its copy is deleted just before the clock starts. A virtual
/// machine hands free pages to its host after some seconds, and whoever writes a file into them afterwards pays up to 2 s a GiB.
/// </remarks>
internal static class TransferBench
{
    public static async Task<int> RunAsync(BenchOptions options)
    {
        var folder = Directory.CreateDirectory(Path.Combine(options.Folder, $"akka-p2p-bench-{Environment.ProcessId}")).FullName;
        try
        {
            var source = Path.Combine(folder, "source.bin");
            WriteRandom(source, options.SizeMiB, seed: 1);
            File.Copy(source, Spent(folder));
            Console.WriteLine($"{options.SizeMiB} MiB, folder {options.Folder}, {Environment.ProcessorCount} cores; MB/s is 10^6 bytes a second; runs in turn");
            var rows = new List<(string Name, double Rate, string Note)>();
            for (var run = 1; run <= options.Runs; run++)
            {
                rows.Add(await CpAsync(source, folder));
                rows.Add(await SocketAsync(source, folder));
                rows.Add(await SwarmAsync(source, folder));
                foreach (var (name, rate, note) in rows.TakeLast(3))
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  run {run}  {name,-28} {rate,8:0} MB/s  {note}"));
            }

            var medians = rows.GroupBy(r => r.Name).ToDictionary(g => g.Key, g => Median(g.Select(r => r.Rate)));
            Console.WriteLine("medians:");
            foreach (var (name, rate) in medians)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-28} {rate,8:0} MB/s  akka-p2p is {medians["akka-p2p share + get"] / rate:0.00} x this"));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(string, double, string)> CpAsync(string source, string folder)
    {
        var target = Path.Combine(folder, "cp.bin");
        var clock = Start(folder);
        using (var cp = Child.Start("cp", redirect: false, source, target))
            await cp.WaitForExitAsync();
        return ("cp (not synced)", Finish(source, folder, target, clock.Elapsed), "");
    }

    private static async Task<(string, double, string)> SocketAsync(string source, string folder)
    {
        var target = Path.Combine(folder, "socket.bin");
        var clock = Start(folder);
        await SocketCopy.SendAsync(source, target);
        return ("socket + SHA-256, synced", Finish(source, folder, target, clock.Elapsed), "");
    }

    private static async Task<(string, double, string)> SwarmAsync(string source, string folder)
    {
        var target = Directory.CreateDirectory(Path.Combine(folder, "got")).FullName;
        using var seeder = Child.Node("share", source, "--bind", "127.0.0.1:0", "--json");
        await using var seederMemory = new PeakMemory(seeder);
        try
        {
            var magnet = await ReadUntilAsync(seeder, "sharing", e => e.GetProperty("magnet").GetString()!);
            var seederBefore = seeder.TotalProcessorTime;
            var clock = Start(folder);
            using var leecher = Child.Node("get", magnet, "--to", target, "--bind", "127.0.0.1:0", "--json");
            await using var leecherMemory = new PeakMemory(leecher);
            var seconds = await ReadUntilAsync(leecher, "done", e => e.GetProperty("seconds").GetDouble());
            await leecher.WaitForExitAsync();
            var wall = clock.Elapsed;
            var rate = Finish(source, folder, Path.Combine(target, Path.GetFileName(source)), TimeSpan.FromSeconds(seconds));
            return ("akka-p2p share + get", rate, string.Create(
                CultureInfo.InvariantCulture,
                $"{seconds:0.00} s of transfer, {wall.TotalSeconds:0.00} s for the whole get process; {(seeder.TotalProcessorTime - seederBefore).TotalSeconds:0.0} + {leecherMemory.ProcessorTime.TotalSeconds:0.0} s of processor; peak RssAnon {seederMemory.PeakKiB / 1024} + {leecherMemory.PeakKiB / 1024} MiB"));
        }
        finally
        {
            seeder.Kill();
            await seeder.WaitForExitAsync();
        }
    }

    private static async Task<T> ReadUntilAsync<T>(Process process, string name, Func<JsonElement, T> read)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            using var json = JsonDocument.Parse(line);
            if (json.RootElement.GetProperty("event").GetString() == name)
                return read(json.RootElement);
        }

        throw new InvalidOperationException($"The process ended without '{name}': {await process.StandardError.ReadToEndAsync()}");
    }

    /// <returns>MB/s, after an independent look at the copy.</returns>
    private static double Finish(string source, string folder, string target, TimeSpan elapsed)
    {
        if (!Hash(source).AsSpan().SequenceEqual(Hash(target)))
            throw new IOException($"{target} differs from its source.");

        File.Move(target, Spent(folder), overwrite: true);
        return new FileInfo(source).Length / 1e6 / elapsed.TotalSeconds;
    }

    private static Stopwatch Start(string folder)
    {
        File.Delete(Spent(folder));
        return Stopwatch.StartNew();
    }

    private static string Spent(string folder) => Path.Combine(folder, "spent.bin");

    private static byte[] Hash(string path)
    {
        using var file = File.OpenRead(path);
        return SHA256.HashData(file);
    }

    private static void WriteRandom(string path, int mebibytes, int seed)
    {
        var random = new Random(seed);
        var block = new byte[1 << 20];
        using var file = File.Create(path);
        for (var i = 0; i < mebibytes; i++)
        {
            random.NextBytes(block);
            file.Write(block);
        }

        file.Flush(flushToDisk: true);
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
