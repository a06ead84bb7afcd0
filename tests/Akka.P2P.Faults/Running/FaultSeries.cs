namespace Akka.P2P.Faults.Running;

using System.Collections.Concurrent;
using System.Globalization;
using Akka.P2P.Faults.Scenarios;

/// <summary>Many scenarios, one seed after the other, and a table of what came of them.</summary>
public static class FaultSeries
{
    /// <returns>0 when none failed.</returns>
    public static async Task<int> RunAsync(int firstSeed, int runs, int parallel, bool keep, CancellationToken cancellation)
    {
        var reports = new ConcurrentQueue<RunReport>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, parallel) };
        await Parallel.ForEachAsync(Enumerable.Range(firstSeed, runs), options, async (seed, _) =>
        {
            if (cancellation.IsCancellationRequested)
                return;
            var report = await FaultRun.PlayAsync(ScenarioDraw.Draw(seed), keep, cancellation);
            reports.Enqueue(report);
            Console.WriteLine(report.Outcome == RunOutcome.Failed || keep || runs == 1 ? report.ToString() : report.Line());
        });
        if (runs > 1)
            Console.WriteLine(Summary([.. reports]));
        return reports.Any(r => r.Outcome == RunOutcome.Failed) ? 1 : 0;
    }

    private static string Summary(IReadOnlyCollection<RunReport> reports)
    {
        var lines = new List<string>
        {
            "",
            $"runs {reports.Count}: {string.Join(", ", reports.GroupBy(r => r.Outcome).OrderBy(g => g.Key).Select(g => $"{g.Key} {g.Count()}"))}",
            $"faults {reports.Sum(r => r.Performed.Length)}: {string.Join(", ", reports.SelectMany(r => r.Performed).GroupBy(k => k).OrderBy(g => g.Key).Select(g => $"{g.Key} {g.Count()}"))}; not done {reports.Sum(r => r.Skipped.Length)}{(reports.Any(r => r.Skipped.Length > 0) ? $" ({string.Join("; ", reports.SelectMany(r => r.Skipped).GroupBy(s => s[(s.LastIndexOf(": ", StringComparison.Ordinal) + 2)..]).Select(g => $"{g.Count()} times {g.Key}"))})" : "")}",
            $"processes {reports.Sum(r => r.Starts)}, honest errors on the way {reports.Sum(r => r.Complaints.Length)}",
            $"liars {reports.Sum(r => r.Scenario.Liars.Length)}: {string.Join(", ", reports.SelectMany(r => r.Scenario.Liars).GroupBy(l => l.Lie).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Key} {g.Count()}"))}",
            "slowest:",
        };
        lines.AddRange(reports.OrderByDescending(r => r.Elapsed).Take(5).Select(r => $"  {r.Line()}"));
        lines.Add("failed seeds: " + (reports.Any(r => r.Outcome == RunOutcome.Failed)
            ? string.Join(' ', reports.Where(r => r.Outcome == RunOutcome.Failed).Select(r => r.Scenario.Seed.ToString(CultureInfo.InvariantCulture)).Order())
            : "none"));
        return string.Join(Environment.NewLine, lines);
    }
}
