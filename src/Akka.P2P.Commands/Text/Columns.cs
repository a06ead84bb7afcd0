namespace Akka.P2P.Commands.Text;

/// <summary>Rows under a head, each column as wide as its widest cell.</summary>
public static class Columns
{
    private const string Gap = "  ";

    /// <param name="head">A head that begins with <c>&gt;</c> is of a column that is aligned to the right.</param>
    /// <param name="rows">Each has as many cells as the head.</param>
    /// <returns>A line each, the head first, without blanks at their ends.</returns>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows)
    {
        ArgumentNullException.ThrowIfNull(head);
        List<IReadOnlyList<string>> all = [[.. head.Select(h => h.TrimStart('>'))], .. rows];
        int[] widths = [.. Enumerable.Range(0, head.Count).Select(c => all.Max(r => r[c].Length))];
        return [.. all.Select(row => string.Join(Gap, row.Select(Pad)).TrimEnd())];

        string Pad(string cell, int column) => head[column].StartsWith('>') ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]);
    }
}
