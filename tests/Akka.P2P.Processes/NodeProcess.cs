namespace Akka.P2P.Processes;

using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

/// <summary>
/// A real <c>akka-p2p</c> process. What it prints is kept, so that a failure can show it, and its JSON events can be awaited.
/// </summary>
public sealed class NodeProcess : IAsyncDisposable
{
    // Bounds a hang, not a duration that a test relies on.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly Process _process;
    private readonly string _what;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private readonly Channel<JsonElement> _events = Channel.CreateUnbounded<JsonElement>();
    private readonly Task _readers;

    static NodeProcess() => Interrupts.AreHeard();

    private NodeProcess(
        string workingFolder, IReadOnlyDictionary<string, string>? environment, string[] arguments, string? program = null)
    {
        program ??= Programs.Node;
        _what = $"{Path.GetFileNameWithoutExtension(program)} {string.Join(' ', arguments)}";
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            WorkingDirectory = workingFolder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The nodes of hocon/ let consoles in at fixed ports, and other tests run meanwhile: who wants one says --set akka.p2p.pbm.enabled=on.
        start.Environment["AKKA__P2P__PBM__ENABLED"] = "off";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;

        _process = Process.Start(start)!;
        _readers = Task.WhenAll(ReadOutputAsync(), ReadErrorsAsync());
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public string Output => Text(_output);

    public string Errors => Text(_errors);

    public static NodeProcess Start(string workingFolder, params string[] arguments) => new(workingFolder, null, arguments);

    public static NodeProcess Start(string workingFolder, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        new(workingFolder, environment, arguments);

    /// <summary>A peer that lies: <c>akka-p2p-liar</c> of Akka.P2P.Liar, which prints JSON events as a node does.</summary>
    public static NodeProcess StartLiar(string workingFolder, params string[] arguments) =>
        new(workingFolder, null, [.. arguments, "--json"], Programs.Liar);

    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string workingFolder, params string[] arguments)
    {
        await using var process = Start(workingFolder, arguments);
        var exitCode = await process.ExitAsync();
        return (exitCode, process.Output, process.Errors);
    }

    /// <summary>The next event of that name that <paramref name="wanted"/> accepts; events before it are passed over.</summary>
    public Task<JsonElement> EventAsync(string name, Func<JsonElement, bool>? wanted = null) =>
        EventAsync(line => line.GetProperty("event").GetString() == name && (wanted is null || wanted(line)), name);

    /// <summary>The next event of each of these names, in whatever order they come; others are passed over.</summary>
    public async Task<IReadOnlyDictionary<string, JsonElement>> EventsAsync(params string[] names)
    {
        var found = new Dictionary<string, JsonElement>();
        while (found.Count < names.Length)
        {
            var missing = names.Where(name => !found.ContainsKey(name)).ToList();
            var next = await EventAsync(line => missing.Contains(line.GetProperty("event").GetString()!), string.Join("' or '", missing));
            found.Add(next.GetProperty("event").GetString()!, next);
        }

        return found;
    }

    /// <summary>Every event in order, until the process ends. One reader, who then can't ask for single ones.</summary>
    public IAsyncEnumerable<JsonElement> ReadEventsAsync(CancellationToken cancellation) => _events.Reader.ReadAllAsync(cancellation);

    /// <param name="patience">How long it may take; 120 s when not said.</param>
    /// <exception cref="TimeoutException">It still runs.</exception>
    public async Task<int> ExitAsync(TimeSpan? patience = null)
    {
        using var limit = new CancellationTokenSource(patience ?? Patience);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
            await _readers.WaitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"Still running after {patience ?? Patience}.\n{this}");
        }

        return _process.ExitCode;
    }

    /// <summary>Writes a line to its standard input.</summary>
    public async Task WriteLineAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Its standard input ends.</summary>
    public void CloseInput() => _process.StandardInput.Close();

    /// <summary>Waits until it has printed a line with this text.</summary>
    public async Task OutputAsync(string text)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!Output.Contains(text, StringComparison.Ordinal))
        {
            if (TimeProvider.System.GetElapsedTime(began) > Patience)
                throw new TimeoutException($"No '{text}' within {Patience}.\n{this}");
            if (_process.HasExited && _readers.IsCompleted && !Output.Contains(text, StringComparison.Ordinal))
                throw new InvalidOperationException($"The process ended without '{text}'.\n{this}");
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }

    /// <summary>Sends a signal by name: INT, TERM, KILL, STOP, CONT.</summary>
    public void Signal(string name)
    {
        if (name == "KILL")
        {
            // Without the way round by another program: some kills are aimed at a millisecond.
            _process.Kill();
            return;
        }

        // Every shell knows how; not every system has a program of that name.
        using var shell = Process.Start("/bin/sh", ["-c", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"kill -s {name} {_process.Id}")]);
        shell.WaitForExit();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    public override string ToString() => $"{_what} (pid {_process.Id})\n--- stdout\n{Output}--- stderr\n{Errors}";

    private async Task<JsonElement> EventAsync(Func<JsonElement, bool> wanted, string what)
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await foreach (var line in _events.Reader.ReadAllAsync(limit.Token))
            {
                if (wanted(line))
                    return line;
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"No '{what}' within {Patience}.\n{this}");
        }

        throw new InvalidOperationException($"The process ended without '{what}'.\n{this}");
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
            return text.ToString();
    }

    private async Task ReadOutputAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            lock (_output)
                _output.AppendLine(line);
            if (line.StartsWith('{'))
                _events.Writer.TryWrite(JsonDocument.Parse(line).RootElement);
        }

        _events.Writer.TryComplete();
    }

    private async Task ReadErrorsAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            lock (_errors)
                _errors.AppendLine(line);
        }
    }
}
