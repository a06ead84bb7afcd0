namespace Akka.P2P.Faults.Soaking;

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;

/// <summary>What a soak counts, and its verdict.</summary>
internal sealed class SoakReport(int seed, double minutes)
{
    private readonly ConcurrentDictionary<string, int> _faults = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private long _bytes;
    private int _transfers;
    private int _published;
    private int _removed;
    private int _wrong;
    private int _complaints;

    public TimeSpan Elapsed => _clock.Elapsed;

    public List<ProcessVitals> Vitals { get; } = [];

    public string? Folder { get; set; }

    /// <summary>It ran as long as it was asked to: one that was broken off has shown nothing.</summary>
    public bool IsWhole => Elapsed >= TimeSpan.FromMinutes(minutes);

    public bool IsGood => IsWhole && _failures.IsEmpty && _wrong == 0 && Vitals.Count > 0 && Vitals.TrueForAll(v => v.IsFlat);

    public int Failures => _failures.Count;

    /// <summary>Its time is over; what is left is to end the processes.</summary>
    public void Stop() => _clock.Stop();

    public void Fault(string kind) => _faults.AddOrUpdate(kind, 1, (_, n) => n + 1);

    public void Transferred(long bytes)
    {
        Interlocked.Increment(ref _transfers);
        Interlocked.Add(ref _bytes, bytes);
    }

    public void Published() => Interlocked.Increment(ref _published);

    public void Removed() => Interlocked.Increment(ref _removed);

    public void Complained() => Interlocked.Increment(ref _complaints);

    public void Wrong(string what)
    {
        Interlocked.Increment(ref _wrong);
        Failed(what);
    }

    public void Failed(string what)
    {
        _failures.Enqueue(what);
        Console.WriteLine($"FAILURE {what}");
    }

    public string Line() => string.Create(
        CultureInfo.InvariantCulture, $"{Elapsed.TotalSeconds,6:0} s  {_transfers} transfers, {_bytes / 1e6:0} MB, {_published} published, {_removed} removed, {_faults.Values.Sum()} faults, {_failures.Count} failures");

    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"soak of {Elapsed.TotalMinutes:0.0} minutes{(IsWhole ? "" : string.Create(CultureInfo.InvariantCulture, $", BROKEN OFF before the {minutes} that were asked for"))}, seed {seed}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  transfers {_transfers} ({_bytes / 1e6:0} MB), torrents published {_published}, removed {_removed}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  faults {_faults.Values.Sum()}: {string.Join(", ", _faults.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key} {f.Value}"))}; honest errors on the way {_complaints}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  wrong bytes {_wrong}, failures {_failures.Count}");
        foreach (var failure in _failures)
            text.AppendLine(CultureInfo.InvariantCulture, $"    {failure}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  flat: over the second half of the samples the line of least squares rises by no more than is allowed; at least {Series.Least} samples");
        foreach (var vitals in Vitals)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {vitals.Node.Name}, {vitals.All.First().Count} samples");
            foreach (var series in vitals.All)
                text.AppendLine(CultureInfo.InvariantCulture, $"    {series}");
        }

        if (Folder is not null)
            text.AppendLine(CultureInfo.InvariantCulture, $"  logs: {Folder}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  again: dotnet run --project tests/Akka.P2P.Faults -c Release -- soak --minutes {minutes} --seed {seed}");
        return text.Append(IsGood ? "GOOD" : "NOT GOOD").ToString();
    }
}
