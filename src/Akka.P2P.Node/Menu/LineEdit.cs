namespace Akka.P2P.Node.Menu;

using System.Text;

/// <summary>
/// The line that is being typed. The terminal's own editing can't be used: what happens meanwhile is shown above the line, which must then be
/// drawn again. Not safe for several threads.
/// </summary>
internal sealed class LineEdit
{
    private const int MostCharacters = 4096;
    private const int MostHistory = 100;
    private readonly StringBuilder _text = new();
    private readonly List<string> _history = [];
    private int _cursor;
    private int _recalled;
    private char? _highSurrogate;

    /// <summary>What a key did.</summary>
    public enum Outcome
    {
        Nothing = 0,
        Changed,
        Entered,
        Ended,
    }

    public string Text => _text.ToString();

    /// <summary>What stands before the cursor.</summary>
    public string BeforeCursor => _text.ToString(0, _cursor);

    /// <param name="key">As it was read.</param>
    /// <param name="line">What was entered with <see cref="Outcome.Entered"/>; the next line is empty then.</param>
    public Outcome Press(ConsoleKeyInfo key, out string line)
    {
        line = "";
        switch (key)
        {
            case { Key: ConsoleKey.Enter } or { KeyChar: '\r' or '\n' }:
                line = Take();
                return Outcome.Entered;
            case { KeyChar: '\u0004' } when _text.Length == 0:
                return Outcome.Ended;
            case { KeyChar: '\u0004' } or { Key: ConsoleKey.Delete }:
                return Remove(_cursor, Next(_cursor));
            case { KeyChar: '\u0015' }:
                return Remove(0, _cursor);
            case { KeyChar: '\u000b' }:
                return Remove(_cursor, _text.Length);
            case { KeyChar: '\u0017' }:
                return Remove(WordStart(), _cursor);
            case { Key: ConsoleKey.Backspace } or { KeyChar: '\b' or '\u007f' }:
                return Remove(Previous(_cursor), _cursor);
            case { Key: ConsoleKey.LeftArrow } or { KeyChar: '\u0002' }:
                return MoveTo(Previous(_cursor));
            case { Key: ConsoleKey.RightArrow } or { KeyChar: '\u0006' }:
                return MoveTo(Next(_cursor));
            case { Key: ConsoleKey.Home } or { KeyChar: '\u0001' }:
                return MoveTo(0);
            case { Key: ConsoleKey.End } or { KeyChar: '\u0005' }:
                return MoveTo(_text.Length);
            case { Key: ConsoleKey.UpArrow } or { KeyChar: '\u0010' }:
                return Recall(_recalled - 1);
            case { Key: ConsoleKey.DownArrow } or { KeyChar: '\u000e' }:
                return Recall(_recalled + 1);
            default:
                return (key.Modifiers & ConsoleModifiers.Alt) == 0 ? Insert(key.KeyChar) : Outcome.Nothing;
        }
    }

    private string Take()
    {
        var line = Text;
        _text.Clear();
        _cursor = 0;
        if (line.Trim().Length > 0 && (_history.Count == 0 || _history[^1] != line))
            _history.Add(line);
        if (_history.Count > MostHistory)
            _history.RemoveAt(0);
        _recalled = _history.Count;
        return line;
    }

    private Outcome Insert(char character)
    {
        if (char.IsControl(character) || _text.Length >= MostCharacters)
            return Outcome.Nothing;
        // Characters beyond the first 65,536 come as two keys; half of one is never shown.
        if (char.IsHighSurrogate(character))
        {
            _highSurrogate = character;
            return Outcome.Nothing;
        }

        var whole = char.IsLowSurrogate(character)
            ? _highSurrogate is { } high ? $"{high}{character}" : ""
            : character.ToString();
        _highSurrogate = null;
        _text.Insert(_cursor, whole);
        _cursor += whole.Length;
        return whole.Length > 0 ? Outcome.Changed : Outcome.Nothing;
    }

    private Outcome Remove(int from, int to)
    {
        if (from == to)
            return Outcome.Nothing;
        _text.Remove(from, to - from);
        _cursor = from;
        return Outcome.Changed;
    }

    private Outcome MoveTo(int position)
    {
        if (position == _cursor)
            return Outcome.Nothing;
        _cursor = position;
        return Outcome.Changed;
    }

    private Outcome Recall(int entry)
    {
        if (entry < 0 || entry > _history.Count || entry == _recalled)
            return Outcome.Nothing;
        _recalled = entry;
        _text.Clear();
        if (entry < _history.Count)
            _text.Append(_history[entry]);
        _cursor = _text.Length;
        return Outcome.Changed;
    }

    private int Previous(int position) =>
        position == 0 ? 0 : position > 1 && char.IsLowSurrogate(_text[position - 1]) ? position - 2 : position - 1;

    private int Next(int position) =>
        position == _text.Length ? position : char.IsHighSurrogate(_text[position]) && position + 1 < _text.Length ? position + 2 : position + 1;

    private int WordStart()
    {
        var start = _cursor;
        while (start > 0 && _text[start - 1] == ' ')
            start--;
        while (start > 0 && _text[start - 1] != ' ')
            start--;
        return start;
    }
}
