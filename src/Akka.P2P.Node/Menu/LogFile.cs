namespace Akka.P2P.Node.Menu;

using System.Text;

/// <summary>
/// Standard error while a terminal shows the menu: the log goes to a file, which begins anew when it is large; the one before is kept. Opened
/// by its first line, when the node has its data folder; where that can't be written the lines appear above the prompt. Any thread may call.
/// </summary>
/// <param name="path">Null when nothing is to outlive the node: then it appears above the prompt, too.</param>
/// <param name="maxBytes">Of one file, about.</param>
internal sealed class LogFile(string? path, IMenuScreen screen, long maxBytes = 16 << 20) : TextWriter
{
    private readonly Lock _gate = new();
    private readonly StringBuilder _line = new();
    private FileStream? _file;
    private bool _hasFailed;

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        lock (_gate)
        {
            if (value == '\n')
                EndLine();
            else if (value != '\r')
                _line.Append(value);
        }
    }

    public override void WriteLine(string? value)
    {
        lock (_gate)
        {
            _line.Append(value?.ReplaceLineEndings(" "));
            EndLine();
        }
    }

    protected override void Dispose(bool disposing)
    {
        lock (_gate)
        {
            _file?.Dispose();
            _file = null;
            _hasFailed = true;
        }

        base.Dispose(disposing);
    }

    private void EndLine()
    {
        var line = _line.ToString();
        _line.Clear();
        try
        {
            if (path is not null && !_hasFailed)
            {
                Open();
                _file!.Write(Encoding.GetBytes($"{line}\n"));
                _file.Flush();
                return;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _hasFailed = true;
            screen.Print($"The log {path} can't be written: {e.Message}");
        }

        screen.Print(line);
    }

    private void Open()
    {
        var name = path!;
        if (_file is { } open && open.Length < maxBytes)
            return;
        _file?.Dispose();
        if (new FileInfo(name) is { Exists: true } before && before.Length >= maxBytes)
            File.Move(name, $"{name}.1", overwrite: true);
        _file = new FileStream(name, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
    }
}
