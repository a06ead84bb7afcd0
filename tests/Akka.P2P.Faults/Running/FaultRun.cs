namespace Akka.P2P.Faults.Running;

using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Akka.P2P.Faults.Scenarios;
using Akka.P2P.Processes;

/// <summary>
/// Plays one scenario with real processes and judges it. Files: this one sets up, waits and judges; <c>FaultRun.Lives.cs</c> is what
/// each node does from process to process; <c>FaultRun.Faults.cs</c> performs what goes wrong.
/// </summary>
public sealed partial class FaultRun
{
    // What tells a hang from a machine with many others at work, where a process alone may take half a minute to start.
    private static readonly TimeSpan MostWithoutProgress = TimeSpan.FromSeconds(180);
    private static readonly TimeSpan MostInAll = TimeSpan.FromSeconds(600);
    private static readonly TimeSpan MostToEnd = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(10);

    private readonly Scenario _scenario;
    private readonly string _root;
    private readonly bool _keeps;
    private readonly TreeCheck _check;
    private readonly CancellationTokenSource _over = new();
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly ConcurrentQueue<string> _problems = new();
    private readonly ConcurrentQueue<string> _story = new();
    private readonly ConcurrentQueue<FaultKind> _performed = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly List<Leecher> _leechers = [];
    private readonly List<Seeder> _seeders = [];
    private readonly List<NodeProcess> _liars = [];
    private SwarmNode _tracker = null!;
    private string _magnet = "";
    private long _lastProgress;
    private readonly ConcurrentQueue<string> _skipped = new();

    private FaultRun(Scenario scenario, string root, bool keeps) => (_scenario, _root, _keeps, _check) = (scenario, root, keeps, new TreeCheck(scenario.Tree));

    private double Progress => (double)Nodes.Sum(n => n.Proxy.BytesFromTarget + n.Proxy.BytesToTarget)
        / Math.Max(1, _scenario.Tree.TotalLength * _scenario.Leechers.Length);

    private IEnumerable<SwarmNode> Nodes => _seeders.Select(s => s.Node).Concat(_leechers.Select(l => l.Node)).Prepend(_tracker);

    private TimeSpan SinceProgress => Stopwatch.GetElapsedTime(Volatile.Read(ref _lastProgress));

    /// <summary>Plays it in a folder of its own, which stays when something was wrong, or when asked to.</summary>
    public static async Task<RunReport> PlayAsync(Scenario scenario, bool keep, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var root = Directory.CreateTempSubdirectory(string.Create(CultureInfo.InvariantCulture, $"akka-p2p-faults-{scenario.Seed}-")).FullName;
        var run = new FaultRun(scenario, root, keep);
        using var _ = cancellation.Register(run._over.Cancel);
        var outcome = await run.PlayAsync();
        var keeps = keep || outcome == RunOutcome.Failed;
        if (!keeps)
            Directory.Delete(root, recursive: true);
        return new RunReport(
            scenario, outcome, run._clock.Elapsed, [.. run._performed.Order()], [.. run._skipped], run.Nodes.Sum(n => n.Starts), [.. run._complaints], [.. run._problems],
            keeps ? root : null);
    }

    private async Task<RunOutcome> PlayAsync()
    {
        Advance("set up");
        SetUp();
        List<Task> lives = [];
        try
        {
            lives.Add(LiveAsync(TrackerLivesAsync()));
            lives.AddRange(_seeders.Select(s => LiveAsync(SeederLivesAsync(s))));
            await Task.WhenAll(_seeders.Select(s => s.Shares.Task)).WaitAsync(MostWithoutProgress, _over.Token);
            await StartLiarsAsync();
            lives.AddRange(_leechers.Select(l => LiveAsync(LeecherLivesAsync(l))));
            lives.AddRange(_scenario.Faults.Select(f => LiveAsync(BefallAsync(f))));
            await UntilOverAsync();
        }
        catch (TimeoutException)
        {
            Problem($"the seeders did not share within {MostWithoutProgress.TotalSeconds:0} s");
        }
        catch (OperationCanceledException)
        {
            Problem("the run was broken off");
        }

        await EndAsync(lives);
        Judge();
        if (!_problems.IsEmpty || _keeps)
            WriteLogs();
        await CleanAsync();
        return !_problems.IsEmpty ? RunOutcome.Failed : _leechers.TrueForAll(l => l.IsFinished) ? RunOutcome.Identical : RunOutcome.HonestError;
    }

    private void SetUp()
    {
        var run = Directory.CreateDirectory(Path.Combine(_root, "run")).FullName;
        var settings = _scenario.IsPatient ? Settings.Patient : Settings.Quick;
        _tracker = new SwarmNode(Scenario.Tracker, run, 0, n =>
        [
            "node", "--config", Workspace.Hocon("tracker.hocon"), "--json", "--set", $"akka.p2p.node.data-dir={_root}/tracker", .. n.AddressOptions, .. settings,
        ]);
        foreach (var plan in _scenario.Seeders)
        {
            var path = _scenario.Tree.WriteInto(Path.Combine(_root, plan.Name));
            var config = WriteConfig(plan.Name, $"akka.p2p.node.share = [\"{path}\"]", $"akka.p2p.node.data-dir = \"{_root}/{plan.Name}-state\"");
            _seeders.Add(new Seeder(plan, path, new SwarmNode(plan.Name, run, _scenario.Rate, n => plan.Mode == NodeMode.Headless
                ? ["node", "--config", config, "--json", .. n.AddressOptions, .. settings]
                : ["share", path, "--tracker", _tracker.Address, "--json", .. n.AddressOptions, .. settings])));
        }

        foreach (var plan in _scenario.Leechers)
        {
            // What a disk of pages needs for so many files, and one MiB so that the journal never is what fills it.
            var room = _scenario.Tree.Files.Sum(f => (f.Length + 8191L) & ~4095L) + (1 << 20);
            var folder = Path.Combine(_root, plan.Name);
            var disk = _scenario.Faults.Any(f => f.Node == plan.Name && f.Kind == FaultKind.FullTarget) ? TargetDisk.Tiny(folder, room) : TargetDisk.Plain(folder);
            _leechers.Add(new Leecher(plan, disk, new NameWatcher(disk.Folder, _scenario.Tree.Name, _check), new SwarmNode(plan.Name, run, _scenario.Rate, n => plan.Mode switch
            {
                NodeMode.Headless => ["node", "--config", Headless(plan, disk), "--json", .. n.AddressOptions, .. settings],
                NodeMode.Seeding => ["get", _magnet, "--to", disk.Folder, "--seed", "--json", .. n.AddressOptions, .. settings],
                _ => ["get", _magnet, "--to", disk.Folder, "--json", .. n.AddressOptions, .. settings],
            })));
        }
    }

    /// <summary>They lie from the start, and at full speed: nothing is gained by a liar that is slow.</summary>
    private async Task StartLiarsAsync()
    {
        foreach (var plan in _scenario.Liars)
        {
            var path = _scenario.Tree.WriteInto(Path.Combine(_root, plan.Name));
            _liars.Add(NodeProcess.StartLiar(
                _root, path, "--lie", plan.Lie, "--share", plan.Share.ToString(CultureInfo.InvariantCulture), "--after", plan.After.ToString(CultureInfo.InvariantCulture),
                "--seed", _scenario.Seed.ToString(CultureInfo.InvariantCulture), "--name", plan.Name, "--tracker", _tracker.Address));
        }

        foreach (var liar in _liars)
            await liar.EventAsync("sharing");
    }

    private string Headless(NodePlan plan, TargetDisk disk) => WriteConfig(
        plan.Name, $"akka.p2p.node.get = [\"{_magnet}\"]", $"akka.p2p.node.download-dir = \"{disk.Folder}\"", $"akka.p2p.node.data-dir = \"{_root}/{plan.Name}-state\"");

    private string WriteConfig(string name, params string[] lines)
    {
        var path = Path.Combine(_root, $"{name}.hocon");
        File.WriteAllLines(path, [.. lines, $"akka.p2p.node.name = {name}", $"akka.p2p.peer.trackers = [\"{_tracker.Address}\"]"]);
        return path;
    }

    /// <summary>Until every leecher has the tree, or nothing can come any more because something stays broken.</summary>
    private async Task UntilOverAsync()
    {
        while (!_leechers.TrueForAll(l => l.IsFinished) && _problems.IsEmpty)
        {
            await Task.Delay(Pace, _over.Token);
            if (_leechers.Find(l => l.Watcher.Problem is not null) is { } wrong)
                Problem($"{wrong.Node.Name}: {wrong.Watcher.Problem}");
            var patience = _scenario.IsPatient ? MostWithoutProgress * 2 : MostWithoutProgress;
            if (_mendsToCome == 0 && !_broken.IsEmpty && SinceProgress > (_scenario.IsPatient ? TimeSpan.FromSeconds(30) : TimeSpan.FromSeconds(8))
                && !Dishonest().Any())
            {
                return;
            }

            if (SinceProgress > patience || _clock.Elapsed > (_scenario.IsPatient ? MostInAll * 2 : MostInAll))
                Problem($"a hang: {string.Join("; ", _leechers.Where(l => !l.IsFinished).Select(l => $"{l.Node.Name} is {l.State}"))}; {SinceProgress.TotalSeconds:0} s without progress{string.Concat(Dishonest().Where(_ => !_broken.IsEmpty).Select(d => $"; {d}"))}");
        }
    }

    /// <summary>What is wrong with each of those who have no tree, if the run ended now because of what stays broken.</summary>
    private IEnumerable<string> Dishonest() => _leechers.Where(l => !l.IsFinished)
        .Select(l => HonestEnd.Problem(l.Node.Name, l.History, Broken, Sources))
        .OfType<string>();

    private bool IsTouched(SwarmNode node) => HonestEnd.IsTouched(node.Name, Broken, Sources);

    private IReadOnlyCollection<string> Broken => [.. _broken.Keys];

    // Who has it all: the seeders, whatever befell them, and leechers that have it and go on.
    private IEnumerable<string> Sources => _seeders.Select(s => s.Node.Name).Concat(_leechers
        .Where(l => l.IsFinished && l.Plan.Mode != NodeMode.ByHand && l.Node.Process is { HasExited: false })
        .Select(l => l.Node.Name));

    private async Task EndAsync(List<Task> lives)
    {
        // Nobody starts anything any more, and what is broken is mended, so that everyone can end.
        await _over.CancelAsync();
        await Task.WhenAll(lives);
        // All at once, as people close their laptops.
        await Task.WhenAll(Nodes.Select(EndAsync).Concat(_liars.Select(EndLiarAsync)));
    }

    private static async Task EndLiarAsync(NodeProcess liar)
    {
        liar.Signal("KILL");
        await liar.ExitAsync();
    }

    private async Task LiveAsync(Task life)
    {
        try
        {
            await life;
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
#pragma warning disable CA1031 // Whatever it was, it is what the run failed of.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Problem($"the run itself: {e}");
        }
    }

    private async Task EndAsync(SwarmNode node)
    {
        if (node.Process is not { HasExited: false } process)
            return;
        // One that has said nothing yet is still being started, and knows no signals.
        var isStarting = process.Output.Length == 0;
        process.Signal("TERM");
        try
        {
            var code = await process.ExitAsync(MostToEnd);
            var isUnfinished = _leechers.Exists(l => l.Node == node && !l.IsFinished && l.Plan.Mode != NodeMode.Headless);
            // A share that is ended before it shares is interrupted; one whose file changed may notice that at the end.
            var isEarly = _seeders.Exists(s => s.Node == node && (!s.SharesNow || s.IsDamaged));
            if (code != (isUnfinished ? 130 : 0) && !(isEarly && code is 130 or 1) && !(isStarting && code == 143) && _problems.IsEmpty)
                Problem($"{node.Name} ended with {code} on SIGTERM");
        }
        catch (TimeoutException)
        {
            Problem($"{node.Name} did not end on SIGTERM");
        }
    }

    private void Judge()
    {
        foreach (var leecher in _leechers)
        {
            var final = Path.Combine(leecher.Disk.Folder, _scenario.Tree.Name);
            var there = TargetFolder.Names(leecher.Disk.Folder);
            if (leecher.Watcher.Problem is { } problem)
                Problem($"{leecher.Node.Name}: {problem}");
            if (leecher.IsFinished)
            {
                if (_check.Difference(final) is { } difference)
                    Problem($"{leecher.Node.Name} said that it had verified it, but {difference}");
                if (!there.SequenceEqual([_scenario.Tree.Name]))
                    Problem($"{leecher.Node.Name} left {string.Join(", ", there)}");
            }
            else if (there.Any(name => !name.EndsWith(".part", StringComparison.Ordinal) && !name.EndsWith(".journal", StringComparison.Ordinal)))
            {
                Problem($"{leecher.Node.Name} did not finish, but left {string.Join(", ", there)}");
            }
        }

        foreach (var node in Nodes)
        {
            foreach (var process in node.Processes)
            {
                foreach (var line in LogScan.Problems(process.Errors).Take(3))
                    Problem($"{node.Name} wrote: {line.Trim()}");
                foreach (var address in LogScan.Banned(process.Errors).Where(a => Nodes.Any(n => n.Address == a)))
                    Problem($"{node.Name} banned {address}, which is honest");
                if (!process.HasExited)
                    Problem($"{node.Name} left a process behind: {process.Id}");
            }
        }
    }

    private void WriteLogs()
    {
        var logs = Path.Combine(_root, "logs");
        foreach (var node in Nodes)
            node.WriteLogs(logs);
        foreach (var (plan, liar) in _scenario.Liars.Zip(_liars))
            File.WriteAllText(Path.Combine(logs, $"{plan.Name}.log"), liar.ToString());
        File.WriteAllLines(Path.Combine(logs, "story.log"), _story.Concat(Nodes.Select(n => $"{n.Name} is {n.Address}")));
    }

    private async Task CleanAsync()
    {
        foreach (var node in Nodes)
            await node.DisposeAsync();
        foreach (var liar in _liars)
            await liar.DisposeAsync();
        foreach (var leecher in _leechers)
        {
            await leecher.Watcher.DisposeAsync();
            leecher.Disk.Dispose();
        }

        _over.Dispose();
    }

    private void Advance(string what)
    {
        Volatile.Write(ref _lastProgress, Stopwatch.GetTimestamp());
        Tell(what);
    }

    private void Tell(string what) => _story.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:HH:mm:ss.fff} {what}"));

    private void Complain(SwarmNode node, string what)
    {
        _complaints.Enqueue($"{node.Name}: {what}");
        Tell($"{node.Name} complains: {what}");
    }

    private void Problem(string what)
    {
        if (_problems.Contains(what))
            return;
        _problems.Enqueue(what);
        Tell($"PROBLEM {what}");
    }
}
