namespace Akka.P2P.Pbm.Editing;

using System.Text;
using Akka.P2P.Pbm.Text;

/// <summary>
/// How a prompt and a line lie on a terminal: rows that are broken by us and not by the terminal, so that every row is known. A wide
/// character that doesn't fit into the rest of a row begins the next one.
/// </summary>
/// <param name="Rows">What stands in each row; none is wider than the terminal.</param>
/// <param name="CursorRow">Counted from 0.</param>
/// <param name="CursorColumn">Counted from 0, below the terminal's width.</param>
internal sealed record LineLayout(IReadOnlyList<string> Rows, int CursorRow, int CursorColumn)
{
    public static LineLayout Of(string prompt, string text, int cursor, int columns)
    {
        columns = Math.Max(2, columns);
        List<string> rows = [];
        var row = new StringBuilder();
        var (column, cursorRow, cursorColumn) = (0, 0, 0);
        var all = prompt + text;
        var place = prompt.Length + cursor;
        for (var i = 0; i < all.Length;)
        {
            var length = CellWidth.ElementLength(all, i);
            var cells = CellWidth.OfElement(all.AsSpan(i, length));
            if (column + cells > columns)
                Break();
            if (i == place)
                (cursorRow, cursorColumn) = (rows.Count, column);
            row.Append(all, i, length);
            column += cells;
            i += length;
        }

        if (place >= all.Length)
        {
            // The cursor can't stand behind the last column: it waits in a row of its own.
            if (column >= columns)
                Break();
            (cursorRow, cursorColumn) = (rows.Count, column);
        }

        rows.Add(row.ToString());
        return new LineLayout(rows, cursorRow, cursorColumn);

        void Break()
        {
            rows.Add(row.ToString());
            row.Clear();
            column = 0;
        }
    }

    /// <summary>The part that a terminal of so many rows can show: the rows around the cursor.</summary>
    public LineLayout Within(int height)
    {
        height = Math.Max(1, height);
        if (Rows.Count <= height)
            return this;

        var first = Math.Clamp(CursorRow - height + 1, 0, Rows.Count - height);
        return new LineLayout([.. Rows.Skip(first).Take(height)], CursorRow - first, CursorColumn);
    }

    /// <summary>
    /// How many rows above the cursor the first one is, once a terminal of another width has broken the rows anew.
    /// </summary>
    public int RowsAboveCursor(int columns)
    {
        columns = Math.Max(1, columns);
        var above = CursorColumn / columns;
        for (var i = 0; i < CursorRow; i++)
            above += Math.Max(1, (CellWidth.Of(Rows[i]) + columns - 1) / columns);
        return above;
    }
}
