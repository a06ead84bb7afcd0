namespace Akka.P2P.Faults.Soaking;

using System.Collections.Concurrent;
using System.Globalization;
using Akka.P2P.Faults.Running;
using Akka.P2P.Faults.Scenarios;
using Akka.P2P.Processes;

/// <content>What those who come and go do.</content>
internal sealed partial class SoakRun
{
    private const int MostTries = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);

    private static readonly string[] Lies =
        ["wrong-bytes", "short", "other-chunk", "wrong-attempt", "nothing", "mute", "have-all-has-nothing", "choke-storm", "corrupt-have", "duplicate"];

    private async Task WorkAsync(Random random)
    {
        while (!_over.IsCancellationRequested)
        {
            if (random.Next(3) == 0)
                await PublishAsync(random);
            else
                await FetchAsync(random, _offers.Values.ElementAt(random.Next(_offers.Count)));
        }
    }

    /// <summary>A torrent's whole life: shared, fetched by the one that stays and by others, removed.</summary>
    private async Task PublishAsync(Random random)
    {
        var number = Interlocked.Increment(ref _errands);
        var tree = TreeDraw.Draw(random);
        tree = tree with { Name = string.Create(CultureInfo.InvariantCulture, $"{number}-{tree.Name}") };
        var folder = Path.Combine(_root, string.Create(CultureInfo.InvariantCulture, $"errand-{number}"));
        var path = tree.WriteInto(folder);
        await using var share = NodeProcess.Start(
            _root, ["share", path, "--tracker", _tracker.Address, "--wait", "1m", "--bind", "127.0.0.1:0", "--json", .. Settings.Quick]);
        var sharing = await UntilAsync(share.EventAsync("sharing"), $"errand {number} to share {tree}");
        var offer = new Offer(tree, sharing.GetProperty("magnet").GetString()!);
        var id = IdOf(sharing);
        _report.Published();
        await using var liar = random.Next(4) == 0 ? StartLiar(random, path) : null;
        await FetchAsync(random, offer);
        var got = await UntilAsync(_arrived.GetOrAdd(id, _ => new()).Task, $"the leecher to get {tree} of errand {number}");
        if (new TreeCheck(tree).Difference(got) is { } difference)
            _report.Wrong($"the leecher says that it has {id}, but {difference}");
        _report.Transferred(tree.TotalLength);
        share.Signal(random.Next(2) == 0 ? "KILL" : "TERM");
        await share.ExitAsync().WaitAsync(_over.Token);
        await RemoveAsync(offer, id, got);
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The leecher's copy goes, and it finds out as soon as it is asked for it.</summary>
    private async Task RemoveAsync(Offer offer, string id, string got)
    {
        foreach (var file in offer.Tree.Files)
        {
            // Shorter first: a file that is open stays whole for who has it open.
            var path = offer.Tree.PathOf(file, got);
            using (var open = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
                open.SetLength(0);
            File.Delete(path);
        }

        if (offer.Tree.IsFolder)
            Directory.Delete(got, recursive: true);
        if (offer.Tree.TotalLength == 0)
            return;
        var folder = NewFolder();
        await using var asks = NodeProcess.Start(_root, ["get", offer.Magnet, "--to", folder, "--wait", "1m", "--bind", "127.0.0.1:0", "--json", .. Settings.Quick]);
        await UntilAsync(_dropped.GetOrAdd(id, _ => new()).Task, $"the leecher to notice that {id} is gone");
        asks.Signal("TERM");
        if (await asks.ExitAsync().WaitAsync(_over.Token) is var code and not (130 or 143))
            _report.Failed($"a get of what nobody has ended with {code}: {LogScan.LastSentence(asks.Errors)}");
        Directory.Delete(folder, recursive: true);
        _arrived.TryRemove(id, out _);
        _dropped.TryRemove(id, out _);
        _report.Removed();
    }

    private string NewFolder() =>
        Directory.CreateDirectory(Path.Combine(_root, string.Create(CultureInfo.InvariantCulture, $"get-{Interlocked.Increment(ref _errands)}"))).FullName;

    private NodeProcess StartLiar(Random random, string path)
    {
        var lie = Lies[random.Next(Lies.Length)];
        _report.Fault($"liar {lie}");
        return NodeProcess.StartLiar(_root, path, "--lie", lie, "--tracker", _tracker.Address);
    }

    /// <summary>One download by a process of its own, which may be killed or stopped on the way.</summary>
    private async Task FetchAsync(Random random, Offer offer)
    {
        var folder = NewFolder();
        var check = new TreeCheck(offer.Tree);
        await using (var watcher = new NameWatcher(folder, offer.Tree.Name, check))
        {
            var isDone = false;
            for (var tries = 0; !isDone && tries < MostTries; tries++)
                isDone = await TryFetchAsync(random, offer, folder);
            if (!isDone)
                _report.Failed($"{offer.Tree} could not be fetched in {MostTries} tries");
            else if (check.Difference(Path.Combine(folder, offer.Tree.Name)) is { } difference)
                _report.Wrong(difference);
            else
                _report.Transferred(offer.Tree.TotalLength);
            if (watcher.Problem is { } problem)
                _report.Wrong(problem);
        }

        Directory.Delete(folder, recursive: true);
    }

    private async Task<bool> TryFetchAsync(Random random, Offer offer, string folder)
    {
        await using var process = NodeProcess.Start(
            _root, ["get", offer.Magnet, "--to", folder, "--wait", "1m", "--bind", "127.0.0.1:0", "--json", .. Settings.Quick]);
        var ended = process.ExitAsync(Patience);
        var after = TimeSpan.FromSeconds(0.5 + (3 * random.NextDouble()));
        var isKilled = false;
        switch (random.Next(4))
        {
            case 0 when await Task.WhenAny(ended, Task.Delay(after)) != ended:
                _report.Fault("kill");
                process.Signal("KILL");
                isKilled = true;
                break;
            case 1 when await Task.WhenAny(ended, Task.Delay(after)) != ended:
                _report.Fault("stop");
                process.Signal("STOP");
                await Task.Delay(after);
                process.Signal("CONT");
                break;
            default:
                break;
        }

        int code;
        try
        {
            code = await ended.WaitAsync(_over.Token);
        }
        catch (TimeoutException)
        {
            _report.Failed($"a hang of {Patience.TotalSeconds:0} s: {process}");
            return true;
        }

        foreach (var line in LogScan.Problems(process.Errors).Take(3))
            _report.Failed($"a get wrote: {line.Trim()}");
        if (isKilled)
            return TargetFolder.Names(folder).SequenceEqual([offer.Tree.Name]);
        if (code != 0)
            _report.Complained();
        return code == 0;
    }

    private async Task<string> ArrivedAsync(SourceTree tree, ConcurrentDictionary<string, Offer> offers)
    {
        // Its id is known once the seeder shares it.
        while (!offers.Values.Any(o => o.Tree.Name == tree.Name))
            await Task.Delay(50, _over.Token);
        var id = offers.First(o => o.Value.Tree.Name == tree.Name).Key;
        return await UntilAsync(_arrived.GetOrAdd(id, _ => new()).Task, $"the leecher to get {tree}");
    }

    private async Task<T> UntilAsync<T>(Task<T> happened, string what)
    {
        await UntilAsync((Task)happened, what);
        return await happened;
    }

    private async Task UntilAsync(Task happened, string what)
    {
        try
        {
            await happened.WaitAsync(Patience, _over.Token);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Waited {Patience.TotalSeconds:0} s for {what}.");
        }
    }
}
