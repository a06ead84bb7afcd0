namespace Akka.P2P.Faults.Soaking;

using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Akka.P2P.Faults.Running;
using Akka.P2P.Faults.Scenarios;
using Akka.P2P.Processes;

/// <summary>
/// A swarm that runs on and on: a tracker, a seeder and a leecher that stay, and around them torrents that are shared, fetched and
/// removed by processes that come, are killed, stopped, lied to, and go. Files: this one starts, breaks and measures those who stay;
/// <c>SoakRun.Errands.cs</c> is what the others do.
/// </summary>
internal sealed partial class SoakRun
{
    private const int FixedTorrents = 3;
    private const int Workers = 2;
    private static readonly TimeSpan SampleInterval = TimeSpan.FromSeconds(10);

    private readonly int _seed;
    private readonly TimeSpan _lasts;
    private readonly string _root;
    private readonly SoakReport _report;
    private readonly CancellationTokenSource _over = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<string>> _arrived = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _dropped = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Offer> _offers = new(StringComparer.Ordinal);
    private readonly SwarmNode _tracker;
    private readonly SwarmNode _seeder;
    private readonly SwarmNode _leecher;
    private volatile bool _isEnding;
    private int _errands;

    private SoakRun(int seed, double minutes)
    {
        _seed = seed;
        _lasts = TimeSpan.FromMinutes(minutes);
        _report = new SoakReport(seed, minutes);
        _root = Directory.CreateTempSubdirectory("akka-p2p-soak-").FullName;
        _tracker = Stays("tracker", "roles = [tracker]", "");
        _seeder = Stays("seeder", $"share = [{string.Join(", ", Enumerable.Range(1, FixedTorrents).Select(i => $"\"{Fixed(i).WriteInto(Path.Combine(_root, "source"))}\""))}]", _tracker.Address);
        _leecher = Stays("leecher", $"get = [\"*\"], download-dir = \"{Directory.CreateDirectory(Path.Combine(_root, "got")).FullName}\"", _tracker.Address);
        foreach (var node in new[] { _tracker, _seeder, _leecher })
            _report.Vitals.Add(new ProcessVitals(node));
    }

    private string Got => Path.Combine(_root, "got");

    /// <returns>0 when nothing was wrong and all stayed flat.</returns>
    public static async Task<int> PlayAsync(int seed, double minutes, CancellationToken cancellation)
    {
        var run = new SoakRun(seed, minutes);
        using var _ = cancellation.Register(run._over.Cancel);
        await run.PlayAsync();
        Console.WriteLine(run._report);
        return run._report.IsGood ? 0 : 1;
    }

    private async Task PlayAsync()
    {
        List<Task> work = [];
        // They end when their processes do, which is the last thing to happen.
        var stays = _report.Vitals.Select(vitals => LiveAsync(StayAsync(vitals))).ToList();
        try
        {
            await Task.WhenAll(Enumerable.Range(1, FixedTorrents).Select(i => ArrivedAsync(Fixed(i), _offers)));
            work.AddRange(Enumerable.Range(1, Workers).Select(worker => LiveAsync(WorkAsync(new Random(_seed + worker)))));
            work.Add(LiveAsync(BreakAsync(new Random(_seed))));
            await MeasureAsync();
        }
        catch (OperationCanceledException)
        {
            // Broken off: what was seen so far is told.
        }
        catch (TimeoutException e)
        {
            _report.Failed(e.Message);
        }

        _report.Stop();
        _isEnding = true;
        await _over.CancelAsync();
        await Task.WhenAll(work);
        await EndAsync();
        await Task.WhenAll(stays);
        await SettleAsync();
    }

    private async Task MeasureAsync()
    {
        using var timer = new PeriodicTimer(SampleInterval);
        while (_report.Elapsed < _lasts && await timer.WaitForNextTickAsync(_over.Token))
        {
            foreach (var vitals in _report.Vitals)
                vitals.Sample(_report.Elapsed);
            Console.WriteLine(_report.Line());
            foreach (var vitals in _report.Vitals)
                Console.WriteLine($"          {vitals.Node.Name,-8} {vitals.Line()}");
        }
    }

    /// <summary>What befalls those who stay: everything but an end.</summary>
    private async Task BreakAsync(Random random)
    {
        while (!_over.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromSeconds(4 + (8 * random.NextDouble())), _over.Token);
            var node = new[] { _tracker, _seeder, _leecher }[random.Next(3)];
            var lasts = TimeSpan.FromSeconds(0.3 + (4 * random.NextDouble()));
            switch (random.Next(5))
            {
                case 0:
                    _report.Fault("reset");
                    node.Proxy.Cut();
                    break;
                case 1:
                    _report.Fault("half-open");
                    node.Proxy.Swallow();
                    break;
                case 2:
                    _report.Fault("stall");
                    await BetweenAsync(node.Proxy.Pause, node.Proxy.Resume, lasts);
                    break;
                case 3:
                    _report.Fault("refuse");
                    node.Proxy.Cut();
                    await BetweenAsync(() => node.Proxy.Refuse(true), () => node.Proxy.Refuse(false), lasts);
                    break;
                default:
                    _report.Fault("stop");
                    await BetweenAsync(() => node.Process!.Signal("STOP"), () => node.Process!.Signal("CONT"), lasts);
                    break;
            }
        }
    }

    private async Task BetweenAsync(Action begin, Action end, TimeSpan lasts)
    {
        begin();
        try
        {
            await Task.Delay(lasts, _over.Token);
        }
        finally
        {
            end();
        }
    }

    private async Task StayAsync(ProcessVitals vitals)
    {
        var node = vitals.Node;
        var process = node.Start();
        // To its own end: one that is asked to end still has something to say.
        await foreach (var happened in process.ReadEventsAsync(CancellationToken.None))
        {
            switch (happened.GetProperty("event").GetString())
            {
                case "vitals":
                    vitals.Hear(happened);
                    break;
                case "sharing":
                    _offers[IdOf(happened)] = new Offer(Fixed(NumberOf(happened)), happened.GetProperty("magnet").GetString()!);
                    break;
                case "downloaded":
                    _arrived.GetOrAdd(IdOf(happened), _ => new()).TrySetResult(happened.GetProperty("path").GetString()!);
                    break;
                case "seeding-failed":
                    _dropped.GetOrAdd(IdOf(happened), _ => new()).TrySetResult();
                    break;
                case "download-failed":
                    _report.Complained();
                    break;
                default:
                    break;
            }
        }

        if (!_isEnding)
        {
            _report.Failed($"{node.Name} ended by itself: {LogScan.LastSentence(process.Errors)}");
            await _over.CancelAsync();
        }
    }

    private async Task EndAsync()
    {
        foreach (var node in new[] { _leecher, _seeder, _tracker })
        {
            if (node.Process is not { } process)
                continue;
            process.Signal("CONT");
            process.Signal("TERM");
            try
            {
                if (await process.ExitAsync() is var code and not 0)
                    _report.Failed($"{node.Name} ended with {code} on SIGTERM");
            }
            catch (TimeoutException)
            {
                _report.Failed($"{node.Name} did not end on SIGTERM");
            }

            foreach (var line in LogScan.Problems(process.Errors).Take(5))
                _report.Failed($"{node.Name} wrote: {line.Trim()}");
        }
    }

    private async Task SettleAsync()
    {
        foreach (var vitals in _report.Vitals.Where(_ => !_report.IsGood))
            vitals.Node.WriteLogs(Path.Combine(_root, "logs"));
        foreach (var vitals in _report.Vitals)
            await vitals.Node.DisposeAsync();
        if (_report.IsGood)
            Directory.Delete(_root, recursive: true);
        else
            _report.Folder = _root;
    }

    private async Task LiveAsync(Task life)
    {
        try
        {
            await life;
        }
        catch (OperationCanceledException)
        {
            // The soak is over.
        }
#pragma warning disable CA1031 // Whatever it was, it is what the soak failed of.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _report.Failed($"the soak itself: {e}");
            await _over.CancelAsync();
        }
    }

    private SwarmNode Stays(string name, string settings, string tracker)
    {
        var config = Path.Combine(_root, $"{name}.hocon");
        File.WriteAllText(config, $$"""
            akka.p2p.node { name = {{name}}, data-dir = "{{_root}}/{{name}}-state", vitals-interval = 5s, {{settings}} }
            akka.p2p.peer.trackers = [{{(tracker.Length > 0 ? $"\"{tracker}\"" : "")}}]
            """);
        return new SwarmNode(name, _root, rate: 16 << 20, n => ["node", "--config", config, "--json", .. n.AddressOptions, .. Settings.Quick]);
    }

    private SourceTree Fixed(int number) => new(
        string.Create(CultureInfo.InvariantCulture, $"fixed-{number}.bin"), false, [new SourceFile("", (number << 21) + number, _seed + number, false)]);

    private static int NumberOf(JsonElement sharing) =>
        int.Parse(sharing.GetProperty("name").GetString()!["fixed-".Length..^".bin".Length], CultureInfo.InvariantCulture);

    private static string IdOf(JsonElement happened) => happened.GetProperty("id").GetString()!;

    /// <summary>Something that can be fetched.</summary>
    private sealed record Offer(SourceTree Tree, string Magnet);
}
