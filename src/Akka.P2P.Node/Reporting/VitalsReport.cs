namespace Akka.P2P.Node.Reporting;

using System.Runtime;
using System.Text.Json.Nodes;

/// <summary>What the process knows of its own health, told at an interval: numbers that stay flat in a node that leaks nothing.</summary>
internal static class VitalsReport
{
    /// <param name="interval">Zero for never.</param>
    /// <returns>Ends the telling.</returns>
    public static IAsyncDisposable Every(TimeSpan interval, IReporter reporter) =>
        new Timer(_ => reporter.Emit("vitals", Fields()), null, interval > TimeSpan.Zero ? interval : Timeout.InfiniteTimeSpan, interval);

    private static JsonObject Fields()
    {
        var collected = GC.GetGCMemoryInfo();
        return new JsonObject
        {
            ["heapBytes"] = collected.HeapSizeBytes,
            ["committedBytes"] = collected.TotalCommittedBytes,
            ["workingSetBytes"] = Environment.WorkingSet,
            ["compiledMethods"] = JitInfo.GetCompiledMethodCount(),
            ["compilationSeconds"] = Math.Round(JitInfo.GetCompilationTime().TotalSeconds, 3),
            ["processorSeconds"] = Math.Round(Environment.CpuUsage.TotalTime.TotalSeconds, 3),
            ["poolThreads"] = ThreadPool.ThreadCount,
            ["pendingWork"] = ThreadPool.PendingWorkItemCount,
            ["collections"] = GC.CollectionCount(0),
            ["fullCollections"] = GC.CollectionCount(2),
        };
    }
}
