namespace Akka.P2P.Bench;

using System.Diagnostics;
using System.Globalization;

/// <summary>
/// The highest RssAnon of a process (/proc/PID/status, kB), and its processor time, sampled every 20 ms; 0 where there is no /proc.
/// </summary>
internal sealed class PeakMemory : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _sampler;

    public PeakMemory(Process process) => _sampler = SampleAsync(process, $"/proc/{process.Id}/status");

    public long PeakKiB { get; private set; }

    /// <summary>As of the last sample while it ran.</summary>
    public TimeSpan ProcessorTime { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _sampler;
        _stop.Dispose();
    }

    private async Task SampleAsync(Process process, string status)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        try
        {
            do
            {
                PeakKiB = Math.Max(PeakKiB, Read(status));
                if (PeakKiB > 0 && !process.HasExited)
                    ProcessorTime = process.TotalProcessorTime;
            }
            while (await timer.WaitForNextTickAsync(_stop.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or InvalidOperationException)
        {
            // The benchmark is over, or the process ended between two looks at it.
        }
    }

    private static long Read(string status)
    {
        try
        {
            var line = File.ReadLines(status).FirstOrDefault(l => l.StartsWith("RssAnon:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line["RssAnon:".Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
