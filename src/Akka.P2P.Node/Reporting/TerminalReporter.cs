namespace Akka.P2P.Node.Reporting;

using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Spectre.Console;

/// <summary>For a person at a terminal: a bar for each transfer with rate, time to go and number of sources.</summary>
internal sealed class TerminalReporter(IAnsiConsole console, TextWriter errors) : IReporter
{
    private readonly ConcurrentDictionary<string, ProgressTask> _bars = [];
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? _display;
    private ProgressContext? _context;

    public void Say(string line)
    {
        // Not console.WriteLine: that would wrap, and a wrapped magnet link can't be copied.
        lock (_gate)
        {
            console.Profile.Out.Writer.WriteLine(line);
            console.Profile.Out.Writer.Flush();
        }
    }

    public void Warn(string sentence) => errors.WriteLine(sentence);

    public void Emit(string name, JsonObject fields)
    {
    }

    public void Progress(TransferView transfer)
    {
        lock (_gate)
        {
            if (_ended.Task.IsCompleted)
                return;

            _display ??= StartDisplay();
        }

        var bar = _bars.GetOrAdd(transfer.Name, name => _context!.AddTask(Markup.Escape(name), maxValue: 1));
        bar.Description = Markup.Escape($"{transfer.Name}  {transfer.Rate}  ETA {transfer.EtaText}  {transfer.Sources} source{(transfer.Sources == 1 ? "" : "s")}");
        bar.Value = transfer.Fraction;
    }

    public async ValueTask ProgressEndedAsync()
    {
        Task? display;
        lock (_gate)
        {
            _ended.TrySetResult();
            display = _display;
        }

        if (display is not null)
            await display;
    }

    public void Failed(ExitCode code, string reason) => errors.WriteLine(reason);

    public ValueTask DisposeAsync() => ProgressEndedAsync();

    private Task StartDisplay()
    {
        var display = console.Progress()
            .AutoClear(false)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn())
            .StartAsync(async context =>
            {
                _context = context;
                await _ended.Task;
            });
        return display;
    }
}
