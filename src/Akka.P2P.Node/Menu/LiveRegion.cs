namespace Akka.P2P.Node.Menu;

using System.Globalization;
using System.Text;

/// <summary>
/// The last rows of a terminal, which are drawn again and again: running downloads, and below them the prompt with what is typed. Everything
/// else is written above them and scrolls away. Makes texts with control sequences (ECMA-48) and writes none.
/// </summary>
internal sealed class LiveRegion
{
    private const string ToLineStart = "\r";
    private const string ClearToEnd = "\u001b[J";
    private const int LeastWidth = 20;

    // Cells of each row as it was drawn, the last one up to the cursor.
    private int[] _drawn = [];

    /// <summary>The rows as they are to be; the last has the cursor.</summary>
    /// <param name="above">Whole lines that come above the region, and stay.</param>
    /// <param name="status">A row each.</param>
    /// <param name="prompt">Null when nothing can be typed.</param>
    /// <param name="typed">The text, and how much of it is before the cursor.</param>
    /// <param name="width">Of the terminal, in cells.</param>
    public string Draw(IEnumerable<string> above, IReadOnlyList<string> status, string? prompt, (string Text, string Before) typed, int width)
    {
        width = int.Max(width, LeastWidth);
        var text = new StringBuilder(Erase(width));
        foreach (var line in above)
            text.Append(line).Append("\r\n");

        List<int> drawn = [];
        foreach (var row in status.Select(s => TextWidth.Cut(s, width - 1)))
        {
            text.Append(row);
            drawn.Add(TextWidth.Of(row));
            if (prompt is not null || drawn.Count < status.Count)
                text.Append("\r\n");
        }

        if (prompt is not null)
            drawn.Add(DrawPrompt(text, prompt, typed, width));
        _drawn = [.. drawn];
        return text.ToString();
    }

    /// <summary>Takes the region away: what is written next begins where it began.</summary>
    public string Erase(int width)
    {
        if (_drawn.Length == 0)
            return "";
        // A terminal that became narrower has broken rows in two.
        var up = _drawn.Sum(cells => int.Max(1, (cells + width - 1) / width)) - 1;
        _drawn = [];
        return (up > 0 ? string.Create(CultureInfo.InvariantCulture, $"\u001b[{up}A") : "") + ToLineStart + ClearToEnd;
    }

    // One row, whatever is typed: of a text that doesn't fit the part around the cursor is shown.
    private static int DrawPrompt(StringBuilder text, string prompt, (string Text, string Before) typed, int width)
    {
        // What has to be answered stands at its end.
        var asked = TextWidth.End(prompt, width * 3 / 4);
        var room = width - 1 - TextWidth.Of(asked);
        var before = TextWidth.End(ShownText.Of(typed.Before), room);
        var after = ShownText.Of(typed.Text[typed.Before.Length..]);
        var rest = room - TextWidth.Of(before);
        after = rest < 1 ? "" : TextWidth.Cut(after, rest);
        text.Append(asked).Append(before).Append(after);
        if (after.Length > 0)
            text.Append(CultureInfo.InvariantCulture, $"\u001b[{TextWidth.Of(after)}D");
        return TextWidth.Of(asked) + TextWidth.Of(before);
    }
}
