namespace Akka.P2P.Fuzz;

using System.Diagnostics;
using System.Globalization;

/// <summary>A transfer alone, then with a crowd of connections at tracker, seeder and leecher: what is left of its rate.</summary>
internal static class CrowdRun
{

    /// <summary>Until the crowd is there: it comes at a pace that leaves the machine to the nodes.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromSeconds(16);

    public static async Task<int> RunAsync(int count, int mebibytes, int rounds)
    {
        using var bed = new Bed(mebibytes);
        var (trackerPort, seederPort) = (Bed.FreePort(), Bed.FreePort());
        using var tracker = bed.Node("tracker", trackerPort, trackerPort, shares: false);
        await tracker.EventAsync("ready");
        using var seeder = bed.Node("peer", seederPort, trackerPort, shares: true);
        var id = (await seeder.EventAsync("published")).GetProperty("id").GetString()!;
        Console.WriteLine($"{mebibytes} MiB, {count} connections over tracker, seeder and leecher\nbefore: tracker {tracker.Said()}; seeder {seeder.Said()}");
        await bed.FetchAsync(id, trackerPort, Bed.FreePort());
        var rates = new Dictionary<string, List<double>> { ["alone"] = [], ["idle"] = [], ["slow"] = [] };
        for (var round = 0; round < rounds; round++)
        {
            foreach (var mode in rates.Keys)
            {
                var leecherPort = Bed.FreePort();
                using var crowd = mode == "alone" ? null : Hold(mode, count, trackerPort, seederPort, leecherPort);
                if (crowd is not null)
                {
                    await Task.Delay(Gathering);
                    Console.WriteLine($"       gathered: tracker {tracker.Said()}; seeder {seeder.Said()}");
                }

                rates[mode].Add(await bed.FetchAsync(id, trackerPort, leecherPort));
                var takes = $"tracker {tracker.Said()}; seeder {seeder.Said()}";
                var held = crowd is null ? "" : $"; the crowd: {await EndAsync(crowd)}";
                Console.WriteLine($"{mode,-6} {rates[mode][^1],6:0} MB/s  {takes}{held}");
            }
        }

        static double Median(List<double> all) => all.Order().ElementAt(all.Count / 2);
        var alone = Median(rates["alone"]);
        foreach (var mode in new[] { "idle", "slow" })
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{mode}: {Median(rates[mode]):0} MB/s, {Median(rates[mode]) / alone:0.00} x alone ({alone:0})"));
        Console.WriteLine($"errors in the logs: {tracker.Complaints.Concat(seeder.Complaints).Count(l => l.Contains("ERROR", StringComparison.Ordinal))}; lines: {tracker.Complaints.Count} + {seeder.Complaints.Count}");
        return 0;
    }

    private static Process Hold(string mode, int count, params int[] ports) => Process.Start(new ProcessStartInfo(
        "dotnet", [typeof(CrowdRun).Assembly.Location, "hold", mode, $"{count}", .. ports.Select(p => $"{p}")])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;

    private static async Task<string> EndAsync(Process crowd)
    {
        await crowd.StandardInput.WriteLineAsync("end");
        crowd.StandardInput.Close();
        var last = "";
        while (await crowd.StandardOutput.ReadLineAsync() is { } line)
            last = line;
        await crowd.WaitForExitAsync();
        var parts = last.Split(' ');
        return parts.Length == 4 ? $"{parts[0]} there, {parts[1]} opened, {parts[2]} hung up on, {parts[3]} CPU-s" : last;
    }
}
