namespace Akka.P2P.Faults.Running;

using System.Globalization;
using System.Text.Json;
using Akka.P2P.Faults.Scenarios;

/// <content>What a node does from process to process, until the run is over.</content>
public sealed partial class FaultRun
{
    private const int MostComplaints = 25;

    // What stays broken is tried so often, and then its owner believes it.
    private const int MostTries = 3;
    private static readonly TimeSpan BeforeNextTry = TimeSpan.FromMilliseconds(300);

    private async Task TrackerLivesAsync()
    {
        while (true)
        {
            await _tracker.MayStartAsync(_over.Token);
            var process = _tracker.Start();
            await foreach (var _ in process.ReadEventsAsync(_over.Token))
            {
                // Only its end matters.
            }

            var code = await process.ExitAsync();
            if (!_tracker.TakePlannedEnd())
                await TryAgainAsync(_tracker, code, process.Errors);
        }
    }

    private async Task SeederLivesAsync(Seeder seeder)
    {
        var node = seeder.Node;
        while (true)
        {
            await node.MayStartAsync(_over.Token);
            var process = node.Start();
            seeder.SharesNow = false;
            await foreach (var happened in process.ReadEventsAsync(_over.Token))
            {
                switch (NameOf(happened))
                {
                    case "sharing":
                        if (_magnet.Length == 0)
                            _magnet = happened.GetProperty("magnet").GetString()!;
                        seeder.Shared();
                        Advance($"{node.Name} shares");
                        seeder.Shares.TrySetResult();
                        break;
                    case "seeding-failed":
                        Complain(node, happened.GetProperty("reason").GetString()!);
                        if (!seeder.SawDamage)
                            Problem($"{node.Name} stopped to seed files that nobody touched: {happened.GetProperty("reason").GetString()}");
                        break;
                    default:
                        break;
                }
            }

            var code = await process.ExitAsync();
            if (!node.TakePlannedEnd())
            {
                await TryAgainAsync(node, code, process.Errors);
                // As its owner would: only when the files are whole again.
                while (seeder.IsDamaged)
                    await Task.Delay(BeforeNextTry, _over.Token);
            }
        }
    }

    private async Task LeecherLivesAsync(Leecher leecher)
    {
        var node = leecher.Node;
        var givesUp = 0;
        while (Progress < leecher.Plan.JoinAt && !_leechers.TrueForAll(l => l.IsFinished || l.Node.Starts == 0))
            await Task.Delay(Pace, _over.Token);
        while (!leecher.IsFinished)
        {
            await node.MayStartAsync(_over.Token);
            // A process that was killed between the last step of its work and its last words.
            if (IsPublished(leecher))
            {
                leecher.IsFinished = true;
                Advance($"{node.Name} had finished before it was ended");
                return;
            }

            var process = node.Start();
            Tell($"{node.Name} starts, for the {node.Starts}. time");
            leecher.State = "started";
            leecher.History.Started();
            await foreach (var happened in process.ReadEventsAsync(_over.Token))
                Follow(leecher, happened);

            var code = await process.ExitAsync();
            Tell($"{node.Name} ended with {code}");
            var isPlanned = node.TakePlannedEnd();
            if (leecher.IsFinished)
                return;
            if (isPlanned)
                leecher.State = "ended on purpose";
            else if (code == 0)
                Problem($"{node.Name} ended with 0 and never said that it was done");
            else
                leecher.History.Exited(_clock.Elapsed, code, LogScan.LastSentence(process.Errors));
            if (isPlanned || code == 0)
                continue;
            if (IsTouched(node) && ++givesUp == MostTries)
                return;
            await TryAgainAsync(node, code, process.Errors);
        }
    }

    private void Follow(Leecher leecher, JsonElement happened)
    {
        switch (NameOf(happened))
        {
            case "progress":
                var bytes = happened.GetProperty("bytes").GetInt64();
                leecher.State = string.Create(CultureInfo.InvariantCulture, $"at {bytes} bytes with {happened.GetProperty("sources").GetInt32()} sources");
                if (bytes != leecher.Bytes)
                {
                    leecher.History.Progressed(_clock.Elapsed);
                    Advance($"{leecher.Node.Name} {leecher.State}");
                }

                leecher.Bytes = bytes;
                break;
            case "waiting":
                leecher.History.Waits(_clock.Elapsed, TextOf(happened, "detail") ?? TextOf(happened, "reason"));
                Tell($"{leecher.Node.Name} waits: {TextOf(happened, "detail") ?? TextOf(happened, "reason")}");
                break;
            case "resumed":
                leecher.History.Resumed();
                break;
            case "downloaded" or "done" when happened.TryGetProperty("id", out _):
                if (_check.Difference(Path.Combine(leecher.Disk.Folder, _scenario.Tree.Name)) is { } difference)
                    Problem($"{leecher.Node.Name} says that it is done, but {difference}");
                leecher.IsFinished = true;
                Advance($"{leecher.Node.Name} is done");
                break;
            case "failed":
                leecher.History.Failed(_clock.Elapsed, TextOf(happened, "reason"));
                break;
            case "download-failed":
                leecher.History.Failed(_clock.Elapsed, TextOf(happened, "reason"));
                Complain(leecher.Node, happened.GetProperty("reason").GetString()!);
                break;
            default:
                break;
        }
    }

    private bool IsPublished(Leecher leecher) =>
        Path.Combine(leecher.Disk.Folder, _scenario.Tree.Name) is var final
        && (File.Exists(final) || Directory.Exists(final))
        && TargetFolder.Names(leecher.Disk.Folder).Count == 1
        && _check.Difference(final) is null;

    /// <summary>An honest error ends with a code and a sentence; then its owner tries again.</summary>
    private async Task TryAgainAsync(SwarmNode node, int code, string errors)
    {
        var sentence = LogScan.LastSentence(errors);
        Complain(node, string.Create(CultureInfo.InvariantCulture, $"exit code {code}: {sentence}"));
        if (sentence is null || sentence[^1] is not ('.' or '?' or ':' or ')') || sentence.Length > 1000 || code is < 1 or > 5)
            Problem($"{node.Name} ended with {code} and without an honest sentence: {sentence ?? errors}");
        if (!IsTouched(node) && _complaints.Count(c => c.StartsWith($"{node.Name}: ", StringComparison.Ordinal)) > MostComplaints)
            Problem($"{node.Name} fails again and again: {sentence}");
        await Task.Delay(BeforeNextTry, _over.Token);
    }

    private static string? TextOf(JsonElement happened, string name) =>
        happened.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string NameOf(JsonElement happened) => happened.GetProperty("event").GetString()!;
}
