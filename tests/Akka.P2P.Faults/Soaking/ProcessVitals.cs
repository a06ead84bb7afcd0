namespace Akka.P2P.Faults.Soaking;

using System.Globalization;
using System.Text.Json;
using Akka.P2P.Faults.Running;

/// <summary>Memory, threads and handles of one long-lived process, from /proc and from what it tells of its own heap.</summary>
internal sealed class ProcessVitals(SwarmNode node)
{
    private const double MiB = 1 << 20;
    private readonly Series _rss = new("RSS", "MiB", most: 10, share: 0.1);
    private readonly Series _anonymous = new("RssAnon", "MiB", most: 10, share: 0.1);
    private readonly Series _heap = new("GC heap", "MiB", most: 6, share: 0.15);
    private readonly Series _threads = new("threads", "", most: 3, share: 0.05);
    private readonly Series _handles = new("handles", "", most: 6, share: 0.05);
    private double? _lastHeap;

    public SwarmNode Node => node;

    public IEnumerable<Series> All => [_rss, _anonymous, _heap, _threads, _handles];

    public bool IsFlat => All.All(s => s.IsFlat);

    /// <summary>The event <c>vitals</c>.</summary>
    public void Hear(JsonElement vitals)
    {
        // As of the last collection; before the first one there is nothing to tell.
        if (vitals.GetProperty("heapBytes").GetInt64() is var heap and > 0)
            _lastHeap = heap / MiB;
    }

    public void Sample(TimeSpan at)
    {
        if (node.Process is not { HasExited: false } process)
            return;
        var folder = string.Create(CultureInfo.InvariantCulture, $"/proc/{process.Id}");
        try
        {
            var status = File.ReadAllLines($"{folder}/status");
            _rss.Add(at, Read(status, "VmRSS:") / 1024);
            _anonymous.Add(at, Read(status, "RssAnon:") / 1024);
            _threads.Add(at, Read(status, "Threads:"));
            _handles.Add(at, Directory.EnumerateFileSystemEntries($"{folder}/fd").Count());
            if (_lastHeap is { } heap)
                _heap.Add(at, heap);
        }
        catch (IOException)
        {
            // It ended between two looks, which others will notice.
        }
    }

    public string Line() => string.Join("  ", All.Where(s => s.Count > 0).Select(s => s.Last()));

    private static double Read(string[] status, string key) =>
        double.Parse(status.First(l => l.StartsWith(key, StringComparison.Ordinal))[key.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
}
