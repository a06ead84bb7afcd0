namespace Akka.P2P.Terminals;

using System.Diagnostics;
using System.Globalization;

/// <summary>
/// A program in a pseudo-terminal of fixed size, held by a tmux server of its own, without anybody's configuration. Tests type, wait for what
/// the screen shows, and read it; nothing waits for time.
/// </summary>
public sealed class Terminal : IAsyncDisposable
{
    // Bounds a hang, not a duration that a test relies on.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static int _count;
    private readonly string _socket;
    private readonly string _what;

    private Terminal(string socket, string what) => (_socket, _what) = (socket, what);

    /// <summary>Whether tmux is there to be used.</summary>
    public static bool IsAvailable { get; } = !OperatingSystem.IsWindows()
        && (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "tmux")));

    /// <summary>Starts a program; its arguments reach it as they are.</summary>
    /// <param name="folder">Where it runs.</param>
    /// <param name="environment">Beside the test's own.</param>
    /// <param name="command">The program and its arguments.</param>
    public static async Task<Terminal> StartAsync(
        string folder, IReadOnlyDictionary<string, string>? environment, int columns, int rows, params IReadOnlyList<string> command)
    {
        // Sockets are told apart by process and number, so that no two tests ever meet at one server.
        var socket = string.Create(CultureInfo.InvariantCulture, $"akka-p2p-{Environment.ProcessId}-{Interlocked.Increment(ref _count)}");
        var terminal = new Terminal(socket, string.Join(' ', command));
        string[] variables = [.. (environment ?? new Dictionary<string, string>()).SelectMany(pair => new[] { "-e", $"{pair.Key}={pair.Value}" })];
        await terminal.TmuxAsync(
        [
            "-f", "/dev/null", "-u", "start-server",
            // Before the program begins: what ends at once is seen, too.
            ";", "set-option", "-g", "remain-on-exit", "on", ";", "set-option", "-g", "status", "off", ";", "set-option", "-g", "history-limit", "10000",
            ";", "new-session", "-d", "-x", Text(columns), "-y", Text(rows), "-c", folder, .. variables, "-e", "LC_ALL=C.UTF-8", "--", .. command,
        ]);
        return terminal;
    }

    /// <summary>Types text as it is; control characters in it are typed, too.</summary>
    public Task TypeAsync(string text) => TmuxAsync("send-keys", "-l", "--", text);

    /// <summary>Presses keys by tmux's names: Enter, Up, C-c, BSpace, Tab, ….</summary>
    public Task PressAsync(params IReadOnlyList<string> keys) => TmuxAsync(["send-keys", "--", .. keys]);

    /// <summary>Types a line and Enter.</summary>
    public async Task EnterAsync(string line)
    {
        if (line.Length > 0)
            await TypeAsync(line);
        await PressAsync("Enter");
    }

    public Task ResizeAsync(int columns, int rows) => TmuxAsync("resize-window", "-x", Text(columns), "-y", Text(rows));

    /// <summary>What is on the screen now: its rows, without spaces at their ends and without empty rows at the end.</summary>
    public async Task<string> ScreenAsync() => Trimmed(await TmuxAsync("capture-pane", "-p"));

    /// <summary>What scrolled away, and the screen; rows that were wrapped are joined.</summary>
    public async Task<string> TranscriptAsync() => Trimmed(await TmuxAsync("capture-pane", "-p", "-J", "-S", "-"));

    /// <summary>Column and row of the cursor, from 0.</summary>
    public async Task<(int Column, int Row)> CursorAsync()
    {
        var parts = (await TmuxAsync("display-message", "-p", "#{cursor_x} #{cursor_y}")).Trim().Split(' ');
        return (int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    /// <summary>Waits until the screen shows the text; returns the screen that did.</summary>
    public Task<string> WaitForAsync(string text) => WaitForAsync($"'{text}'", screen => screen.Contains(text, StringComparison.Ordinal));

    /// <param name="what">Is named when it doesn't come.</param>
    /// <exception cref="TimeoutException">It did not come; the message has the last screen.</exception>
    public Task<string> WaitForAsync(string what, Func<string, bool> wanted) => UntilAsync(what, ScreenAsync, wanted);

    /// <summary>As <see cref="WaitForAsync(string)"/>, in all that was ever shown.</summary>
    public Task<string> WaitInTranscriptAsync(string text) =>
        UntilAsync($"'{text}'", TranscriptAsync, shown => shown.Contains(text, StringComparison.Ordinal));

    /// <summary>Waits until the program ends; its exit code.</summary>
    public async Task<int> ExitAsync()
    {
        var ended = await UntilAsync("its end", LookForEndAsync, status => status.Length > 0);
        return int.Parse(ended, CultureInfo.InvariantCulture);
    }

    /// <summary>The process, to send it signals.</summary>
    public async Task<int> ProcessIdAsync() =>
        int.Parse((await TmuxAsync("display-message", "-p", "#{pane_pid}")).Trim(), CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await TmuxAsync("kill-server");
        }
        catch (InvalidOperationException)
        {
            // It ended with its last session.
        }
    }

    private async Task<string> LookForEndAsync()
    {
        var parts = (await TmuxAsync("display-message", "-p", "#{pane_dead} #{pid} #{pane_dead_status}")).Trim().Split(' ');
        if (parts is ["1", _, var status])
            return status;
        if (parts is ["1", var server])
        {
            // The terminal was closed, and tmux has not been told, or has missed, that the program ended. It looks again at this.
            using var shell = Process.Start("/bin/sh", ["-c", $"kill -s CHLD {server}"]);
            await shell.WaitForExitAsync();
        }

        return "";
    }

    private async Task<string> UntilAsync(string what, Func<Task<string>> look, Func<string, bool> wanted)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var seen = await look();
            if (wanted(seen))
                return seen;
            if (TimeProvider.System.GetElapsedTime(began) > Patience)
                throw new TimeoutException($"No {what} within {Patience} from {_what}.\n--- the screen\n{await ScreenAsync()}\n--- all\n{await TranscriptAsync()}");

            await Task.Delay(Look);
        }
    }

    private async Task<string> TmuxAsync(params IReadOnlyList<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("tmux", ["-L", _socket, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"tmux {string.Join(' ', arguments)} failed: {errors}");
    }

    private static string Trimmed(string screen) => string.Join('\n', screen.Split('\n').Select(row => row.TrimEnd())).TrimEnd('\n');

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
