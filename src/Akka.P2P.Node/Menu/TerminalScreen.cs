namespace Akka.P2P.Node.Menu;

using System.Threading.Channels;
using Akka.P2P.Node.Reporting;

/// <summary>
/// A terminal. Keys are read one by one and the line is drawn here, so that what happens at the node appears above it and never in it.
/// </summary>
internal sealed class TerminalScreen : IMenuScreen
{
    private const int MostStatusRows = 4;
    private readonly Lock _gate = new();
    private readonly TextWriter _output;
    private readonly Func<ConsoleKeyInfo> _readKey;
    private readonly Func<int> _width;
    private readonly LiveRegion _region = new();
    private readonly LineEdit _edit = new();
    private readonly SortedDictionary<string, TransferView> _running = new(StringComparer.Ordinal);
    private readonly Channel<string> _lines = Channel.CreateBounded<string>(new BoundedChannelOptions(64) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });
    private string? _prompt;
    private bool _isClosed;

    /// <param name="readKey">Waits for a key; the default value when there will be none any more.</param>
    /// <param name="width">Cells of a row, looked at whenever it is drawn: it changes.</param>
    public TerminalScreen(TextWriter output, Func<ConsoleKeyInfo> readKey, Func<int> width)
    {
        _output = output;
        _readKey = readKey;
        _width = width;
    }

    public bool IsInteractive => true;

    public bool IsTyping
    {
        get
        {
            lock (_gate)
                return _edit.Text.Length > 0;
        }
    }

    public IAsyncEnumerable<string> LinesAsync(CancellationToken cancellation)
    {
        // A thread of its own: it waits in the system for a key, to the end of the process.
        _ = Task.Factory.StartNew(ReadKeys, cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return _lines.Reader.ReadAllAsync(cancellation);
    }

    public void Print(params IReadOnlyCollection<string> lines)
    {
        lock (_gate)
            Draw(lines);
    }

    public void Ask(IReadOnlyCollection<string> lines, string? prompt)
    {
        lock (_gate)
        {
            _prompt = prompt;
            Draw(lines);
        }
    }

    public void Progress(TransferView transfer)
    {
        lock (_gate)
        {
            _running[transfer.Id] = transfer;
            Draw([]);
        }
    }

    public void ProgressEnded(string id)
    {
        lock (_gate)
        {
            if (_running.Remove(id))
                Draw([]);
        }
    }

    public void Close()
    {
        lock (_gate)
        {
            _prompt = null;
            _running.Clear();
            Draw([]);
            _isClosed = true;
        }
    }

    private void ReadKeys()
    {
        while (true)
        {
            ConsoleKeyInfo key;
            try
            {
                key = _readKey();
            }
            catch (Exception e) when (e is InvalidOperationException or IOException)
            {
                // The terminal is gone.
                key = default;
            }

            if (key == default || !Press(key))
            {
                _lines.Writer.TryComplete();
                return;
            }
        }
    }

    /// <returns>False when the person ended the input.</returns>
    private bool Press(ConsoleKeyInfo key)
    {
        lock (_gate)
        {
            var asked = _prompt;
            switch (_edit.Press(key, out var line))
            {
                case LineEdit.Outcome.Entered:
                    // What was asked and answered stays; what is typed ahead of the next prompt is not shown twice.
                    _prompt = null;
                    Draw(asked is null ? [] : [asked + line]);
                    _lines.Writer.TryWrite(line);
                    return true;
                case LineEdit.Outcome.Changed:
                    Draw([]);
                    return true;
                case LineEdit.Outcome.Ended:
                    return false;
                default:
                    return true;
            }
        }
    }

    private void Draw(IReadOnlyCollection<string> above)
    {
        var status = _running.Values.Take(MostStatusRows).Select(t => ShownText.Of(t.ToString())).ToList();
        if (_running.Count > MostStatusRows)
            status[^1] = $"and {_running.Count - MostStatusRows + 1} more downloads";
        var text = _isClosed
            ? string.Concat(above.Select(line => ShownText.Of(line) + "\r\n"))
            : _region.Draw(above.Select(ShownText.Of), status, _prompt, (_edit.Text, _edit.BeforeCursor), _width());
        _output.Write(text);
        _output.Flush();
    }
}
