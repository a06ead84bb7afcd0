namespace Akka.Bench;

using System.Diagnostics;

/// <summary>What one kind of operation takes: the median rate of several runs, and processor time and allocation of one operation.</summary>
internal sealed record Figures(double PerSecond, double Slowest, double Fastest, double CpuNanoseconds, double Bytes)
{
    public static async Task<Figures> Measure(int runs, int operations, Func<int, Task> run)
    {
        // The first one compiles, and makes the pool's threads.
        await run(operations / 4);
        await Task.Delay(200);
        await run(operations / 4);
        var rates = new List<double>();
        var (cpu, bytes) = (0.0, 0.0);
        for (var i = 0; i < runs; i++)
        {
            GC.Collect();
            using var process = Process.GetCurrentProcess();
            var (before, allocated, watch) = (process.TotalProcessorTime, GC.GetTotalAllocatedBytes(), Stopwatch.StartNew());
            await run(operations);
            rates.Add(operations / watch.Elapsed.TotalSeconds);
            process.Refresh();
            cpu += (process.TotalProcessorTime - before).TotalNanoseconds / operations;
            bytes += (GC.GetTotalAllocatedBytes() - allocated) / (double)operations;
        }

        rates.Sort();
        return new Figures(rates[rates.Count / 2], rates[0], rates[^1], cpu / runs, bytes / runs);
    }

    public override string ToString() => FormattableString.Invariant(
        $"{PerSecond / 1000,8:N0} k/s ({Slowest / 1000:N0} to {Fastest / 1000:N0}), {CpuNanoseconds,6:N0} ns of processor, {Bytes,6:N0} bytes");
}
