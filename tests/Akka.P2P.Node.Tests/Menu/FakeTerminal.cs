namespace Akka.P2P.Node.Tests.Menu;

using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

/// <summary>What a terminal of a given width shows after it was sent these texts: as much of ECMA-48 as the menu uses, and nothing else.</summary>
internal sealed partial class FakeTerminal(int width) : StringWriter
{
    private readonly List<StringBuilder> _rows = [new()];
    private int _row;
    private int _column;
    private string _unread = "";

    public (int Row, int Column) Cursor => (_row, _column);

    /// <summary>Rows without the spaces at their ends, and without empty ones at the end.</summary>
    public IReadOnlyList<string> Rows
    {
        get
        {
            List<string> rows = [.. _rows.Select(r => r.ToString().TrimEnd())];
            while (rows.Count > 0 && rows[^1].Length == 0)
                rows.RemoveAt(rows.Count - 1);
            return rows;
        }
    }

    public override void Write(string? value)
    {
        _unread += value;
        while (_unread.Length > 0)
        {
            var sequence = Sequence().Match(_unread);
            if (sequence.Success)
                Obey(sequence.Groups[2].Value, sequence.Groups[1].Length == 0 ? 1 : int.Parse(sequence.Groups[1].Value, CultureInfo.InvariantCulture));
            else
                Put(_unread[0]);
            _unread = _unread[(sequence.Success ? sequence.Length : 1)..];
        }
    }

    public override string ToString() => string.Join('\n', Rows);

    private void Obey(string command, int count)
    {
        switch (command)
        {
            case "A":
                _row = int.Max(0, _row - count);
                break;
            case "D":
                _column = int.Max(0, _column - count);
                break;
            case "J":
                _rows.RemoveRange(_row + 1, _rows.Count - _row - 1);
                _rows[_row].Length = int.Min(_rows[_row].Length, _column);
                break;
            default:
                throw new InvalidOperationException($"The terminal was sent the unknown sequence {command}.");
        }
    }

    private void Put(char character)
    {
        switch (character)
        {
            case '\r':
                _column = 0;
                return;
            case '\n':
                Down();
                return;
            case < ' ' or (>= '\u007f' and < '\u00a0'):
                throw new InvalidOperationException($"The terminal was sent U+{(int)character:X4}.");
        }

        // The cursor waits behind the last cell, and goes on only with the next character.
        if (_column == width)
        {
            _column = 0;
            Down();
        }

        var row = _rows[_row];
        row.Append(' ', int.Max(0, _column - row.Length));
        if (_column < row.Length)
            row[_column] = character;
        else
            row.Append(character);
        _column++;
    }

    private void Down()
    {
        if (++_row == _rows.Count)
            _rows.Add(new StringBuilder());
    }

    [GeneratedRegex(@"\G\e\[(\d*)([A-Za-z])")]
    private static partial Regex Sequence();
}
