namespace Akka.P2P.Fuzz;

using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

/// <summary>An <c>akka-p2p</c> process: its events, what it complained about, and what it takes of the machine.</summary>
internal sealed class NodeChild : IDisposable
{
    private readonly Process _process;
    private readonly List<JsonElement> _events = [];
    private readonly List<string> _complaints = [];

    public NodeChild(params string[] arguments)
    {
        _process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "akka-p2p.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Complain(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public bool HasExited => _process.HasExited;

    public IReadOnlyList<string> Complaints
    {
        get
        {
            lock (_complaints)
                return [.. _complaints];
        }
    }

    /// <exception cref="TimeoutException">It doesn't come.</exception>
    public async Task<JsonElement> EventAsync(string name, double seconds = 120)
    {
        for (var until = Environment.TickCount64 + (seconds * 1000); Environment.TickCount64 < until; await Task.Delay(20))
        {
            lock (_events)
            {
                if (_events.FirstOrDefault(e => e.GetProperty("event").GetString() == name) is { ValueKind: JsonValueKind.Object } found)
                    return found;
            }

            if (_process.HasExited && _process.WaitForExit(1000))
                break;
        }

        throw new TimeoutException($"no '{name}' from {_process.StartInfo.ArgumentList[1]}: {string.Join(" | ", Complaints.TakeLast(5))}");
    }

    /// <summary>Resident and anonymous MiB, threads, handles.</summary>
    public (int Rss, int Anonymous, int Threads, int Handles) Takes()
    {
        var status = File.ReadAllLines($"/proc/{_process.Id}/status").Select(l => l.Split(':', 2)).ToDictionary(l => l[0], l => l[1].Trim().Split(' ')[0]);
        int Value(string key) => int.Parse(status[key], CultureInfo.InvariantCulture);
        return (Value("VmRSS") / 1024, Value("RssAnon") / 1024, Value("Threads"), Directory.GetFiles($"/proc/{_process.Id}/fd").Length);
    }

    public string Said() => $"{Takes() switch { var t => $"RSS {t.Rss} MiB (anonymous {t.Anonymous}), {t.Threads} threads, {t.Handles} handles" }}, {_process.TotalProcessorTime.TotalSeconds:0.0} CPU-s";

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null || !line.StartsWith('{'))
            return;
        lock (_events)
            _events.Add(JsonDocument.Parse(line).RootElement);
    }

    private void Complain(string? line)
    {
        if (line is null)
            return;
        lock (_complaints)
            _complaints.Add(line);
    }
}
