namespace Akka.P2P.Pbm.Editing;

using System.Globalization;
using System.Text;
using Akka.P2P.Pbm.History;
using Akka.P2P.Pbm.Terminals;
using Akka.P2P.Pbm.Text;

internal enum LineEnd
{
    Entered,

    /// <summary>Ctrl+C.</summary>
    Dropped,

    /// <summary>Ctrl+D, or the terminal is gone.</summary>
    EndOfInput,
}

internal readonly record struct LineRead(LineEnd End, string Line = "");

/// <summary>Shows a <see cref="LineEditor"/> on a terminal, from the first key to Enter.</summary>
internal sealed class LineReader(ITerminal terminal, LineHistory history)
{
    private LineLayout? _onScreen;

    /// <param name="prompt">One line, with the space behind it.</param>
    /// <param name="complete">What could stand at a place of the line.</param>
    public async Task<LineRead> ReadAsync(string prompt, Func<string, int, Completion> complete)
    {
        if (!terminal.CanMove)
            return await ReadPlainAsync(prompt);

        terminal.TakeKeys(true);
        try
        {
            return await EditAsync(prompt, new LineEditor(history, complete));
        }
        finally
        {
            terminal.TakeKeys(false);
        }
    }

    private async Task<LineRead> EditAsync(string prompt, LineEditor editor)
    {
        _onScreen = null;
        Show(prompt, editor);
        while (true)
        {
            KeyStroke? key;
            try
            {
                key = await terminal.ReadKeyAsync();
            }
            catch (EndOfStreamException)
            {
                return new LineRead(LineEnd.EndOfInput);
            }

            if (key is null)
            {
                Show(prompt, editor);
                continue;
            }

            var result = editor.Press(key.Value);
            switch (result.Effect)
            {
                case EditEffect.Accept:
                    Leave(prompt, editor, "");
                    return new LineRead(LineEnd.Entered, result.Line);
                case EditEffect.Drop:
                    Leave(prompt, editor, "^C");
                    return new LineRead(LineEnd.Dropped);
                case EditEffect.EndOfInput:
                    Leave(prompt, editor, "");
                    return new LineRead(LineEnd.EndOfInput);
                case EditEffect.Bell:
                    terminal.Write("\a");
                    break;
                case EditEffect.ClearScreen:
                    terminal.Write("\e[H\e[2J");
                    _onScreen = null;
                    break;
                case EditEffect.List:
                    Leave(prompt, editor, "");
                    terminal.Write(string.Concat(CandidateList.Rows(result.Completion!, terminal.Columns).Select(row => row + "\r\n")));
                    break;
                default:
                    break;
            }

            if (!terminal.KeyWaits)
                Show(prompt, editor);
        }
    }

    private async Task<LineRead> ReadPlainAsync(string prompt)
    {
        terminal.Write(prompt);
        return await terminal.ReadLineAsync() is { } line ? new LineRead(LineEnd.Entered, line) : new LineRead(LineEnd.EndOfInput);
    }

    private void Show(string prompt, LineEditor editor)
    {
        var label = editor.SearchQuery is { } query ? $"(search '{query}') " : prompt;
        var layout = LineLayout.Of(label, editor.Text, editor.Cursor, terminal.Columns).Within(terminal.Rows);
        var frame = new StringBuilder();
        frame.Append(Back(_onScreen?.RowsAboveCursor(terminal.Columns) ?? 0));
        Paint(frame, layout, label);
        frame.Append(Back(layout.Rows.Count - 1 - layout.CursorRow));
        if (layout.CursorColumn > 0)
            frame.Append(CultureInfo.InvariantCulture, $"\e[{layout.CursorColumn}C");
        terminal.Write(frame.ToString());
        _onScreen = layout;
    }

    // Everything below the line's first row goes: what stood there was the line as it was before.
    private void Paint(StringBuilder frame, LineLayout layout, string label)
    {
        frame.Append("\e[J");
        var first = layout.Rows[0];
        if (terminal.Colours && first.StartsWith(label, StringComparison.Ordinal))
            frame.Append("\e[36m").Append(label).Append("\e[0m").Append(first, label.Length, first.Length - label.Length);
        else
            frame.Append(first);
        foreach (var row in layout.Rows.Skip(1))
            frame.Append("\r\n").Append(row);
    }

    /// <summary>The whole line stays on the screen, and what comes next begins below it.</summary>
    private void Leave(string prompt, LineEditor editor, string mark)
    {
        var layout = LineLayout.Of(prompt, editor.Text + mark, editor.Text.Length + mark.Length, terminal.Columns).Within(terminal.Rows);
        var frame = new StringBuilder(Back(_onScreen?.RowsAboveCursor(terminal.Columns) ?? 0));
        Paint(frame, layout, prompt);
        // A row that is full to the last cell is followed by an empty one already.
        terminal.Write(frame.Append(layout.Rows.Count > 1 && layout.Rows[^1].Length == 0 ? "" : "\r\n").ToString());
        _onScreen = null;
    }

    private static string Back(int rows) => rows > 0 ? string.Create(CultureInfo.InvariantCulture, $"\e[{rows}A\r") : "\r";
}
