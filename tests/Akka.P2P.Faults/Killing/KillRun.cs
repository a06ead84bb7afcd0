namespace Akka.P2P.Faults.Killing;

using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Akka.P2P.Faults.Running;
using Akka.P2P.Faults.Scenarios;
using Akka.P2P.Processes;

/// <summary>
/// SIGKILL at random moments of a download into one target, again and again: after each the final name either isn't there or holds
/// the whole content, the next process goes on with all that the last one said it held, and the end is identical. When a download
/// ends before the kills are used up, the target is emptied and another one begins. What is fetched is one large file, or a folder of
/// large, small and empty ones.
/// </summary>
public sealed class KillRun : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);
    private readonly Random _random;
    private readonly KillReport _report;
    private readonly int _kills;
    private readonly string _root;
    private readonly string _target;
    private readonly SourceTree _tree;
    private readonly TreeCheck _check;
    private readonly SwarmNode _seeder;
    private readonly List<string> _story = [];
    private NameWatcher _watcher;
    private string _magnet = "";
    private long _held;

    private KillRun(int seed, int kills, int mebibytes, bool isFolder)
    {
        _random = new Random(seed);
        _kills = kills;
        _tree = isFolder ? FolderOf(seed, mebibytes) : new SourceTree("big.bin", false, [new SourceFile("", (mebibytes << 20) + 12_345, seed, false)]);
        _report = new KillReport(seed, kills, mebibytes, _tree);
        _root = Directory.CreateTempSubdirectory(string.Create(CultureInfo.InvariantCulture, $"akka-p2p-kills-{seed}-")).FullName;
        _target = Directory.CreateDirectory(Path.Combine(_root, "target")).FullName;
        _check = new TreeCheck(_tree);
        _watcher = new NameWatcher(_target, _tree.Name, _check);
        var source = _tree.WriteInto(Path.Combine(_root, "source"));
        _seeder = new SwarmNode("seeder", _root, 0, n => ["share", source, "--json", .. n.AddressOptions, .. Settings.Patient]);
    }

    private string Final => Path.Combine(_target, _tree.Name);

    private bool IsFinalThere => _tree.IsFolder ? Directory.Exists(Final) : File.Exists(Final);

    /// <summary>Kills so often, and says what came of it.</summary>
    public static async Task<KillReport> PlayAsync(int seed, int kills, int mebibytes, bool isFolder, CancellationToken cancellation)
    {
        var run = new KillRun(seed, kills, mebibytes, isFolder);
        try
        {
            await run.PlayAsync(cancellation);
        }
#pragma warning disable CA1031 // Whatever it was, it is what the run failed of.
        catch (Exception e)
#pragma warning restore CA1031
        {
            run._report.Problems.Add(e.ToString());
        }

        await run.DisposeAsync();
        return run._report;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_watcher.Problem is { } problem)
            _report.Problems.Add(problem);
        await _watcher.DisposeAsync();
        if (_seeder.Process is { } seeder)
            _report.Problems.AddRange(LogScan.Problems(seeder.Errors).Select(l => $"the seeder wrote: {l}"));
        if (_report.Problems.Count > 0)
        {
            _seeder.WriteLogs(Path.Combine(_root, "logs"));
            await File.WriteAllLinesAsync(Path.Combine(_root, "logs", "story.log"), _story);
            _report.Folder = _root;
        }

        await _seeder.DisposeAsync();
        if (_report.Problems.Count == 0)
            Directory.Delete(_root, recursive: true);
    }

    private async Task PlayAsync(CancellationToken cancellation)
    {
        _magnet = (await _seeder.Start().EventAsync("sharing")).GetProperty("magnet").GetString()!;
        // Fast enough to get somewhere, slow enough to be hit in the middle.
        _seeder.Proxy.Limit(24 << 20);
        while (_report.Kills < _kills && _report.Problems.Count == 0)
        {
            cancellation.ThrowIfCancellationRequested();
            await LifeAsync(Draw());
            await AfterAsync();
        }

        // What was begun is brought to its end, untouched.
        if (_report.Problems.Count == 0)
        {
            _seeder.Proxy.Limit(0);
            await LifeAsync(new Moment(MomentKind.Never, 0));
            await AfterAsync();
        }
    }

    // Half in one file, half in eight, and small ones beside, some of them empty: what a killed process leaves is in many places.
    private static SourceTree FolderOf(int seed, int mebibytes)
    {
        var random = new Random(seed);
        List<SourceFile> files = [new("large/half.bin", (mebibytes << 19) + 12_345, seed, false)];
        for (var i = 0; i < 8; i++)
            files.Add(new SourceFile(string.Create(CultureInfo.InvariantCulture, $"parts/{i}.bin"), (mebibytes << 16) + i, random.Next(), i == 3));
        for (var i = 0; i < 200; i++)
            files.Add(new SourceFile(string.Create(CultureInfo.InvariantCulture, $"small/{i % 7}/{i}.dat"), i % 20 == 0 ? 0 : random.Next(8192), random.Next(), i % 10 == 0));
        return new SourceTree("tree", true, [.. files]);
    }

    private Moment Draw() => _random.Next(10) switch
    {
        // From the first instruction of the process on.
        < 2 => new Moment(MomentKind.AfterStart, _random.Next(1500)),
        // Around the end: the last chunks are kept and synced …
        < 4 => new Moment(MomentKind.AfterLastByte, _random.Next(500)),
        // … all are held, and the journal says so …
        < 5 => new Moment(MomentKind.AfterAllHeld, _random.Next(100)),
        // … and the name has just appeared.
        < 6 => new Moment(MomentKind.AfterRename, _random.Next(10)),
        _ => new Moment(MomentKind.AfterBytes, _random.Next((int)Math.Min(16 << 20, _tree.TotalLength / 2))),
    };

    private async Task LifeAsync(Moment moment)
    {
        var before = _seeder.Proxy.BytesFromTarget;
        var left = _tree.TotalLength - _held;
        await using var process = NodeProcess.Start(_root, ["get", _magnet, "--to", _target, "--bind", "127.0.0.1:0", "--json", .. Settings.Patient]);
        var (allHeld, renamed) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var changes = new FileSystemWatcher(_target, _tree.Name) { NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName, EnableRaisingEvents = true };
        changes.Renamed += (_, _) => renamed.TrySetResult();
        var following = FollowAsync(process, allHeld);
        var trigger = moment.Kind switch
        {
            MomentKind.AfterStart => Task.Delay(moment.Amount),
            MomentKind.AfterBytes => _seeder.Proxy.WhenBytesFromTarget(before + moment.Amount),
            MomentKind.AfterLastByte => AfterLastByteAsync(before + left, moment.Amount),
            MomentKind.AfterAllHeld => AfterAsync(allHeld.Task, moment.Amount),
            MomentKind.AfterRename => AfterAsync(renamed.Task, moment.Amount),
            _ => Task.Delay(Timeout.InfiniteTimeSpan),
        };
        var first = await Task.WhenAny(trigger, following, Task.Delay(Patience));
        var isKilled = first == trigger;
        if (isKilled)
            process.Signal("KILL");
        else if (first != following)
            throw new TimeoutException($"Nothing for {Patience.TotalSeconds:0} s while waiting for {moment}, {_held} bytes held.\n{process}");
        var code = await process.ExitAsync();
        await following;
        _report.Fetched += _seeder.Proxy.BytesFromTarget - before;
        _story.Add($"{moment}: {(isKilled ? "killed" : "ended")} with {code}, {_held} held, final {IsFinalThere}, {_seeder.Proxy.BytesFromTarget - before} bytes moved");
        if (isKilled)
            _report.Count(moment.Kind, IsFinalThere);
        else if (code != 0 || !IsFinalThere)
            _report.Problems.Add($"a download that nobody touched ended with {code}: {process}");
        _report.Problems.AddRange(LogScan.Problems(process.Errors).Select(l => $"the download wrote: {l}"));
    }

    private async Task AfterLastByteAsync(long bytes, int milliseconds)
    {
        // A little before the last byte has passed: what surrounds the slices is counted, too.
        await _seeder.Proxy.WhenBytesFromTarget(bytes - 100_000);
        await Task.Delay(milliseconds);
    }

    private static async Task AfterAsync(Task happened, int milliseconds)
    {
        await happened;
        await Task.Delay(milliseconds);
    }

    /// <summary>The first thing that a process says of its progress is what it found on the disk.</summary>
    private async Task FollowAsync(NodeProcess process, TaskCompletionSource allHeld)
    {
        var isFirst = true;
        await foreach (var happened in process.ReadEventsAsync(CancellationToken.None))
        {
            if (happened.GetProperty("event").GetString() != "progress")
                continue;
            var held = happened.GetProperty("bytes").GetInt64();
            if (isFirst && held < _held)
                _report.Problems.Add($"the last process said that it held {_held} bytes, and this one found {held}");
            isFirst = false;
            _held = Math.Max(held, _held);
            if (held == _tree.TotalLength)
                allHeld.TrySetResult();
        }
    }

    private async Task AfterAsync()
    {
        var there = TargetFolder.Names(_target);
        if (IsFinalThere && _check.Difference(Final) is { } difference)
            _report.Problems.Add($"after a kill: {difference}");
        if (there.Except([_tree.Name, $"{_tree.Name}.part", $"{_tree.Name}.part.journal"]).Any() || (IsFinalThere && there.Contains($"{_tree.Name}.part")))
            _report.Problems.Add($"after a kill there were {string.Join(", ", there)}");
        if (!IsFinalThere)
            return;

        // The kill came between the rename and the end of the journal: the next process finds out, and fetches nothing.
        if (there.Count > 1)
        {
            var before = _seeder.Proxy.BytesFromTarget;
            await LifeAsync(new Moment(MomentKind.Never, 0));
            _report.Adopted++;
            if (_seeder.Proxy.BytesFromTarget - before is var again and > 1 << 20)
                _report.Problems.Add($"{again} bytes moved for a torrent that was complete already");
            if (!TargetFolder.Names(_target).SequenceEqual([_tree.Name]))
                _report.Problems.Add("a download that was complete already was not cleaned up");
        }

        if (_watcher.Problem is { } problem)
            _report.Problems.Add(problem);
        await _watcher.DisposeAsync();
        if (_tree.IsFolder)
            Directory.Delete(Final, recursive: true);
        else
            File.Delete(Final);
        _held = 0;
        _report.Downloads++;
        _watcher = new NameWatcher(_target, _tree.Name, _check);
    }

    private enum MomentKind
    {
        Never,
        AfterStart,
        AfterBytes,
        AfterLastByte,
        AfterAllHeld,
        AfterRename,
    }

    private sealed record Moment(MomentKind Kind, int Amount);

    /// <summary>What came of the kills.</summary>
    public sealed class KillReport(int seed, int asked, int mebibytes, SourceTree tree)
    {
        private readonly SortedDictionary<string, int> _byMoment = new(StringComparer.Ordinal);
        private readonly Stopwatch _clock = Stopwatch.StartNew();
        private int _withFinal;

        /// <summary>Processes killed.</summary>
        public int Kills { get; private set; }

        /// <summary>Downloads that came to their end.</summary>
        public int Downloads { get; set; }

        /// <summary>Of these, whose process was killed between the rename and the end of the journal.</summary>
        public int Adopted { get; set; }

        /// <summary>Bytes that came from the seeder, messages included.</summary>
        public long Fetched { get; set; }

        /// <summary>What was wrong; empty when nothing was.</summary>
        public List<string> Problems { get; } = [];

        /// <summary>Logs and files, when something was wrong.</summary>
        public string? Folder { get; set; }

        internal void Count(Enum moment, bool isFinalThere)
        {
            Kills++;
            _withFinal += isFinalThere ? 1 : 0;
            _byMoment[moment.ToString()] = _byMoment.GetValueOrDefault(moment.ToString()) + 1;
        }

        /// <inheritdoc/>
        public override string ToString()
        {
            var useful = (double)Downloads * tree.TotalLength;
            return string.Create(CultureInfo.InvariantCulture, $"""
                seed {seed}: {Kills} of {asked} kills in {_clock.Elapsed.TotalSeconds:0} s ({string.Join(", ", _byMoment.Select(m => $"{m.Key} {m.Value}"))})
                the final name was there, whole, after {_withFinal} of them, and {Adopted} times the journal was still there; {Downloads} downloads of {tree} came to their end, identical
                {Fetched / 1e6:0} MB came from the seeder for {useful / 1e6:0} MB: {(Fetched - useful) / 1024 / Math.Max(1, Kills):0} KiB more a kill
                {(Problems.Count == 0 ? "nothing was wrong" : $"PROBLEMS: {string.Join(Environment.NewLine, Problems)}{Environment.NewLine}{Folder}")}
                again: dotnet run --project tests/Akka.P2P.Faults -c Release -- kills --seed {seed} --kills {asked} --size {mebibytes} --tree {(tree.IsFolder ? "folder" : "file")}
                """);
        }
    }
}
