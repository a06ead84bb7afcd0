namespace Akka.P2P.Fuzz;

using System.Diagnostics;
using System.Net;
using Akka.P2P.Core.Identity;

/// <summary>The storm by hand: a million frames at a node of its own process, which serves a file in a loop meanwhile.</summary>
internal static class StormRun
{
    /// <summary>Between two transfers: each is a process of its own, and most of the machine is the storm's.</summary>
    private static readonly TimeSpan BetweenTransfers = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync(int count, int seed)
    {
        using var bed = new Bed(64);
        var port = Bed.FreePort();
        using var node = bed.Node("tracker, peer", port, port, shares: true);
        var id = (await node.EventAsync("published")).GetProperty("id").GetString()!;
        Console.WriteLine($"seed {seed}; before: {node.Said()}");
        var alone = await bed.FetchAsync(id, port, Bed.FreePort());
        var rates = new List<double>();
        using var over = new CancellationTokenSource();
        var transfers = Task.Run(async () =>
        {
            while (!over.IsCancellationRequested)
            {
                rates.Add(await bed.FetchAsync(id, port, Bed.FreePort()));
                await Task.WhenAny(Task.Delay(BetweenTransfers, over.Token));
            }
        });

        var storm = new Storm(new IPEndPoint(IPAddress.Loopback, port), seed, s => new HostileFrames(s, $"akka.tcp://p2p@127.0.0.1:{port}", [TorrentId.Parse(id)]));
        var clock = Stopwatch.StartNew();
        var running = storm.RunAsync(count, lanes: 4, CancellationToken.None);
        while (await Task.WhenAny(running, Task.Delay(15_000)) != running)
            Console.WriteLine($"{clock.Elapsed.TotalSeconds,5:0} s  {storm.Sent,9:N0} frames, {storm.Connections,7:N0} connections  {node.Said()}");
        await running;
        Console.WriteLine($"{clock.Elapsed.TotalSeconds,5:0} s  {storm.Sent,9:N0} frames, {storm.Connections,7:N0} connections, {storm.Answered >> 20} MiB answered  {node.Said()}");
        await over.CancelAsync();
        await transfers;
        var after = await bed.FetchAsync(id, port, Bed.FreePort());
        await Task.Delay(TimeSpan.FromSeconds(20));
        Console.WriteLine($"20 s after: {node.Said()}; a transfer alone before {alone:0} MB/s, {rates.Count} under fire {string.Join(", ", rates.Select(r => $"{r:0}"))}, after {after:0}");
        var errors = node.Complaints.Where(l => l.Contains("ERROR", StringComparison.Ordinal)).ToList();
        Console.WriteLine($"{node.Complaints.Count} lines in its log, {errors.Count} errors; alive: {!node.HasExited}");
        foreach (var line in errors.Take(10))
            Console.WriteLine(line);
        return errors.Count == 0 && !node.HasExited ? 0 : 1;
    }
}
